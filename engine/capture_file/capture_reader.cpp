// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/capture_reader.h"

#include "engine/base/unique_fd.h"
#include "engine/capture_file/crc32c.h"
#include "engine/capture_file/little_endian.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>

namespace dsproxy::capture_file {

namespace {

/// Larger records make it larger, up to recordHeaderBytes + payloadMax.
constexpr std::size_t bufferLeast = 64 * 1024;

Result<std::size_t> readSome(int fd, const std::string& path, std::span<std::byte> into)
{
    for (;;) {
        const ssize_t got = ::read(fd, into.data(), into.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return fail(ErrorCode::ReadFailed, errno, path);
    }
}

/// Nothing: the record is of a kind that this version does not know, or is not what it says it is.
std::optional<Record> decode(RecordType type, Payload payload)
{
    const auto record = [](auto decoded) {
        return decoded ? std::optional<Record>(std::move(*decoded)) : std::nullopt;
    };
    switch (type) {
    case RecordType::Start:
        return record(decodeStart(payload));
    case RecordType::Event:
        return record(decodeEvent(payload));
    case RecordType::Heard:
    case RecordType::Dropped: {
        auto pcm = decodePcm(payload);
        if (pcm)
            pcm->dropped = type == RecordType::Dropped;
        return record(std::move(pcm));
    }
    case RecordType::Rest:
        return Rest{};
    case RecordType::End:
        return record(decodeEnd(payload));
    }
    return std::nullopt;
}

bool isKnown(RecordType type)
{
    return type >= RecordType::Start && type <= RecordType::End;
}

}  // namespace

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const std::string& path)
{
    const auto fd = std::make_shared<UniqueFd>(
        path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!*fd)
        return fail(ErrorCode::OpenFailed, errno, path);
    struct stat status{};
    if (::fstat(fd->get(), &status) == 0 && S_ISDIR(status.st_mode))
        return fail(ErrorCode::OpenFailed, EISDIR, path);
    return start([fd, path](std::span<std::byte> into) { return readSome(fd->get(), path, into); },
                 path);
}

Result<std::unique_ptr<CaptureReader>> CaptureReader::start(Input input, const std::string& path)
{
    auto reader = std::unique_ptr<CaptureReader>(new CaptureReader(std::move(input), path));
    if (auto begun = reader->readFileHeader(); !begun)
        return std::unexpected(begun.error());
    return reader;
}

Result<void> CaptureReader::readFileHeader()
{
    const auto whole = have(fileHeaderBytes);
    if (!whole)
        return std::unexpected(whole.error());
    if (!*whole || std::memcmp(ahead().data(), magic.data(), magic.size()) != 0)
        return fail(ErrorCode::NotACapture, 0, path_);
    ByteReader version(ahead().subspan(magic.size()));
    if (version.number<std::uint16_t>() != majorVersion)
        return fail(ErrorCode::CaptureTooNew, 0, path_);
    skip(fileHeaderBytes);
    return {};
}

/// Whether so many bytes lie ahead; reads them.
Result<bool> CaptureReader::have(std::size_t bytes)
{
    while (filled_ - at_ < bytes && !at_end_) {
        if (at_ + bytes > buffer_.size()) {
            std::ranges::copy(ahead(), buffer_.begin());
            filled_ -= std::exchange(at_, 0);
            buffer_.resize(std::max({buffer_.size(), bytes, bufferLeast}));
        }
        const auto got = input_(std::span(buffer_).subspan(filled_));
        if (!got)
            return std::unexpected(got.error());
        at_end_ = *got == 0;
        filled_ += *got;
    }
    return filled_ - at_ >= bytes;
}

void CaptureReader::skip(std::size_t bytes)
{
    at_ += bytes;
    offset_ += bytes;
}

/// Moves to where a record begins; false at the end of the file. DAMAGE gets what lies before it.
Result<bool> CaptureReader::findRecord(Damage& damage)
{
    damage.offset = offset_;
    for (;; skip(1), ++damage.bytes) {
        const auto whole = have(recordHeaderBytes);
        if (!whole)
            return whole;
        if (!*whole)
            break;
        if (decodeHeader(ahead().first<recordHeaderBytes>()))
            return true;
    }
    damage.bytes += ahead().size();
    damage.at_end = true;
    skip(ahead().size());
    return false;
}

Result<std::optional<Record>> CaptureReader::next()
{
    for (;;) {
        Damage damage;
        const auto found = findRecord(damage);
        if (!found)
            return std::unexpected(found.error());
        if (damage.bytes > 0)
            return Record(damage);
        if (!*found)
            return std::nullopt;
        auto record = takeRecord();
        if (!record || *record)
            return record;
    }
}

/// The record that begins here; nothing when it is one to skip.
Result<std::optional<Record>> CaptureReader::takeRecord()
{
    const RecordHeader header = *decodeHeader(ahead().first<recordHeaderBytes>());
    const std::size_t bytes = recordHeaderBytes + header.bytes;
    const std::uint64_t offset = offset_;
    const auto whole = have(bytes);
    if (!whole)
        return std::unexpected(whole.error());
    if (!*whole) {
        const Damage damage{offset, ahead().size(), true};
        skip(ahead().size());
        return Record(damage);
    }
    const Payload payload = ahead().subspan(recordHeaderBytes, header.bytes);
    skip(bytes);  // its bytes stay where they are until the next call
    if (crc32c(payload) != header.checksum)
        return Record(Damage{offset, bytes, false});
    auto record = decode(header.type, payload);
    if (!record && isKnown(header.type))
        return Record(Damage{offset, bytes, false});
    return record;
}

}  // namespace dsproxy::capture_file
