// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/tag_stream.h"

#include "engine/files/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

namespace dsproxy {
namespace {

constexpr TagLib::offset_t blockBytes = 1 << 18;

}  // namespace

TagStream::TagStream(std::string path, Access access) : path_(std::move(path)), access_(access)
{
    auto fd = openRegular(path_, access == Access::Read ? O_RDONLY : O_RDWR);
    if (fd)
        fd_ = std::move(*fd);
    else
        failure_ = fd.error();
}

TagLib::ByteVector TagStream::readBlock(size_t length)
{
    // A damaged file may ask for more than there is; that much memory is not taken.
    const auto left = std::max<TagLib::offset_t>(this->length() - position_, 0);
    length = std::min(length, static_cast<size_t>(left));
    TagLib::ByteVector block(static_cast<unsigned>(length), 0);
    const size_t got = read(position_, std::span(block.data(), length));
    position_ += static_cast<TagLib::offset_t>(got);
    block.resize(static_cast<unsigned>(got));
    return block;
}

void TagStream::writeBlock(const TagLib::ByteVector& data)
{
    write(position_, std::span(data.data(), data.size()));
    position_ += data.size();
}

void TagStream::insert(const TagLib::ByteVector& data, TagLib::offset_t start, size_t replace)
{
    const auto tail = std::min(start + static_cast<TagLib::offset_t>(replace), length());
    const auto newTail = start + static_cast<TagLib::offset_t>(data.size());
    if (newTail > tail)
        moveUp(tail, newTail);
    else if (newTail < tail)
        moveDown(tail, newTail);
    seek(start, Beginning);
    writeBlock(data);
}

void TagStream::removeBlock(TagLib::offset_t start, size_t length)
{
    moveDown(std::min(start + static_cast<TagLib::offset_t>(length), this->length()), start);
}

void TagStream::seek(TagLib::offset_t offset, Position from)
{
    const TagLib::offset_t base = from == Beginning ? 0 : from == Current ? position_ : length();
    position_ = std::max<TagLib::offset_t>(base + offset, 0);
}

TagLib::offset_t TagStream::length()
{
    struct stat status{};
    return fd_ && ::fstat(fd_.get(), &status) == 0 ? status.st_size : 0;
}

void TagStream::truncate(TagLib::offset_t length)
{
    if (!failure_ && ::ftruncate(fd_.get(), length) != 0)
        failed();
}

void TagStream::failed()
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    if (!failure_)
        failure_ = Error{full ? ErrorCode::NoSpace : ErrorCode::WriteFailed, errno, path_};
}

/// As much as there is.
size_t TagStream::read(TagLib::offset_t at, std::span<char> into)
{
    size_t done = 0;
    while (done < into.size()) {
        const ssize_t n = ::pread(fd_.get(), into.data() + done, into.size() - done,
                                  at + static_cast<TagLib::offset_t>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            failed();
        if (n <= 0)
            break;
        done += static_cast<size_t>(n);
    }
    return done;
}

void TagStream::write(TagLib::offset_t at, std::span<const char> bytes)
{
    while (!bytes.empty() && !failure_) {
        const ssize_t n = ::pwrite(fd_.get(), bytes.data(), bytes.size(), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed();
        bytes = bytes.subspan(static_cast<size_t>(n));
        at += n;
    }
}

/// What begins at FROM shall begin at TO, further up: from the end, so that nothing is lost.
void TagStream::moveUp(TagLib::offset_t from, TagLib::offset_t to)
{
    std::vector<char> block(blockBytes);
    for (TagLib::offset_t end = length(); end > from && !failure_;) {
        const auto size = std::min(blockBytes, end - from);
        const auto piece = std::span(block).first(static_cast<size_t>(size));
        end -= size;
        read(end, piece);
        write(end + (to - from), piece);
    }
}

void TagStream::moveDown(TagLib::offset_t from, TagLib::offset_t to)
{
    std::vector<char> block(blockBytes);
    const TagLib::offset_t end = length();
    for (TagLib::offset_t at = from; at < end && !failure_;) {
        const auto size = std::min(blockBytes, end - at);
        const auto piece = std::span(block).first(static_cast<size_t>(size));
        read(at, piece);
        write(at - (from - to), piece);
        at += size;
    }
    truncate(end - (from - to));
}

}  // namespace dsproxy
