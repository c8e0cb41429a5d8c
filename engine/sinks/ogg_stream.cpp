// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/ogg_stream.h"

#include <numeric>
#include <random>
#include <tuple>

namespace dsproxy {
namespace {

struct Comment {
    const char* tag;
    const char* name;
};

constexpr Comment comments[] = {
    {"title", "TITLE"},       {"artist", "ARTIST"}, {"album", "ALBUM"},     {"year", "DATE"},
    {"track", "TRACKNUMBER"}, {"genre", "GENRE"},   {"comment", "COMMENT"},
};

std::span<const std::byte> bytesOf(const unsigned char* data, long size)
{
    return {reinterpret_cast<const std::byte*>(data), static_cast<std::size_t>(size)};
}

}  // namespace

OggStream::OggStream(OutputFile file) : file_(std::move(file)), state_(new ogg_stream_state)
{
    std::random_device serial;
    ogg_stream_init(state_.get(), static_cast<int>(serial()));
}

Result<void> OggStream::header(ogg_packet packet)
{
    ogg_stream_packetin(state_.get(), &packet);
    return flush();
}

Result<void> OggStream::packet(ogg_packet packet)
{
    ogg_stream_packetin(state_.get(), &packet);
    return writePages(ogg_stream_pageout);
}

Result<void> OggStream::flush()
{
    return writePages(ogg_stream_flush);
}

Result<void> OggStream::checkpoint()
{
    return flush().and_then([this] { return file_.checkLinked(); });
}

Result<void> OggStream::writePages(NextPage next)
{
    for (ogg_page page; next(state_.get(), &page) != 0;) {
        const auto header = bytesOf(page.header, page.header_len);
        const auto body = bytesOf(page.body, page.body_len);
        page_.assign(header.begin(), header.end());
        page_.insert(page_.end(), body.begin(), body.end());
        if (auto done = file_.write(page_); !done) {
            if (file_.isRegular())
                std::ignore = file_.truncate(written_);
            return done;
        }
        written_ += Bytes(std::ssize(page_));
    }
    return {};
}

std::vector<std::string> vorbisComments(const Tags& tags)
{
    std::vector<std::string> lines;
    for (const auto& [tag, name] : comments)
        if (const auto found = tags.find(tag); found != tags.end())
            lines.push_back(std::string(name) + "=" + found->second);
    return lines;
}

std::vector<std::size_t> vorbisOrder(std::size_t channels)
{
    switch (channels) {
    case 3:
        return {0, 2, 1};
    case 5:
        return {0, 2, 1, 3, 4};
    case 6:
        return {0, 2, 1, 4, 5, 3};
    case 7:
        return {0, 2, 1, 5, 6, 4, 3};
    case 8:
        return {0, 2, 1, 6, 7, 4, 5, 3};
    default:
        break;
    }
    std::vector<std::size_t> same(channels);
    std::iota(same.begin(), same.end(), 0);
    return same;
}

}  // namespace dsproxy
