// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/capture_writer.h"

#include "engine/capture_file/crc32c.h"
#include "engine/capture_file/little_endian.h"

#include <fcntl.h>
#include <time.h>

#include <algorithm>
#include <utility>

namespace dsproxy::capture_file {

namespace {

constexpr std::size_t pendingMax = 128 * 1024;
constexpr std::size_t pcmMax = 256 * 1024;

std::uint64_t monotonicNow()
{
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::create(const std::string& path,
                                                             const Start& start, Failed failed)
{
    UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0600));
    if (!fd)
        return fail(errno == ENOSPC ? ErrorCode::NoSpace : ErrorCode::OpenFailed, errno, path);
    auto writer = std::unique_ptr<CaptureWriter>(
        new CaptureWriter(OutputFile::adopt(std::move(fd), path), std::move(failed)));
    if (auto begun = writer->begin(start); !begun)
        return std::unexpected(begun.error());
    return writer;
}

Result<void> CaptureWriter::begin(const Start& start)
{
    ByteWriter(pending_)
        .bytes(std::as_bytes(std::span(magic)))
        .number(majorVersion)
        .number(minorVersion)
        .number(std::uint32_t{0});
    encode(payload_, start);
    add(RecordType::Start);
    return file_->write(std::exchange(pending_, {}));
}

/// The record whose payload is in hand.
void CaptureWriter::add(RecordType type)
{
    encode(pending_,
           RecordHeader{type, static_cast<std::uint32_t>(payload_.size()), crc32c(payload_)});
    pending_.insert(pending_.end(), payload_.begin(), payload_.end());
    payload_.clear();
    if (pending_.size() >= pendingMax)
        flush();
}

void CaptureWriter::event(const Event& event)
{
    if (!file_)
        return;
    ++end_.events;
    encode(payload_, event);
    add(RecordType::Event);
}

void CaptureWriter::addPcm(RecordType type, Pcm pcm)
{
    if (!file_)
        return;
    pcm.time_ns = monotonicNow();
    const auto frame = static_cast<std::size_t>(pcm.pcm.format.frameBytes().value);
    const std::size_t part = pcmMax / frame * frame;
    for (auto left = pcm.pcm.bytes; !left.empty(); left = left.subspan(pcm.pcm.bytes.size())) {
        pcm.pcm.bytes = left.first(std::min(part, left.size()));
        encode(payload_, pcm);
        add(type);
        pcm.position += pcm.pcm.bytes.size();
    }
}

void CaptureWriter::heard(std::uint32_t stream, std::uint64_t position, PcmView pcm)
{
    end_.pcm_bytes += pcm.bytes.size();
    addPcm(RecordType::Heard, {.stream = stream, .position = position, .pcm = pcm});
}

void CaptureWriter::dropped(std::uint32_t stream, std::uint64_t position, PcmView pcm)
{
    addPcm(RecordType::Dropped, {.stream = stream, .position = position, .pcm = pcm});
}

void CaptureWriter::rest()
{
    if (file_)
        add(RecordType::Rest);
}

void CaptureWriter::finish()
{
    if (!file_)
        return;
    encode(payload_, end_);
    add(RecordType::End);
    flush();
}

void CaptureWriter::flush()
{
    if (!file_ || pending_.empty())
        return;
    const auto written = file_->write(pending_);
    pending_.clear();
    if (written)
        return;
    file_.reset();
    failed_(written.error());
}

}  // namespace dsproxy::capture_file
