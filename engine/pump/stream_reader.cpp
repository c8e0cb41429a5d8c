// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pump/stream_reader.h"

#include <algorithm>

namespace dsproxy {

namespace {

/// Small enough to stay in the processor's cache on its way through an encoder.
constexpr std::size_t chunk = 64 * 1024;

}  // namespace

void StreamReader::skipLost(const PcmRing& ring)
{
    const std::uint64_t consumed = stream_->consumed.load();
    const std::uint64_t played = stream_->played.load();
    // A reset may be known before its jump of `played` is.
    if (played <= consumed || played - consumed <= ring.capacity())
        return;
    const std::uint64_t frame = static_cast<std::uint64_t>(format_.frameBytes().value);
    const std::uint64_t lost = played - consumed - ring.capacity() / 2;
    stream_->consumed.store(consumed + (lost + frame - 1) / frame * frame);
}

PcmView StreamReader::next(std::uint64_t end)
{
    const auto frame = static_cast<std::size_t>(format_.frameBytes().value);
    const auto [ring, ring_end] = stream_->windowAt(stream_->consumed.load());
    if (!ring)
        return {format_, {}};
    // In an older ring nothing is overwritten any more.
    if (ring_end == Stream::lastRing)
        skipLost(*ring);
    const std::uint64_t at = stream_->consumed.load();
    if (at >= end)
        return {format_, {}};
    const std::size_t bytes = std::min<std::uint64_t>(end - at, chunk) / frame * frame;
    const std::size_t in_ring = std::min<std::uint64_t>(bytes, ring_end - at);
    const auto pieces = ring->at(at, in_ring);
    if (pieces[0].size() >= frame)
        return {format_, pieces[0].first(pieces[0].size() / frame * frame)};
    // A frame lies across the end of the ring, or half of it already in the next one.
    staging_.assign(pieces[0].begin(), pieces[0].end());
    staging_.insert(staging_.end(), pieces[1].begin(), pieces[1].end());
    if (staging_.size() < frame && bytes >= frame) {
        const auto next = stream_->peekNext(ring_end, frame - staging_.size());
        staging_.insert(staging_.end(), next.begin(), next.end());
    }
    return {format_, std::span(staging_).first(staging_.size() / frame * frame)};
}

void StreamReader::taken(PcmView pcm)
{
    stream_->consumed.fetch_add(pcm.bytes.size());
}

void StreamReader::skip(std::uint64_t position)
{
    if (position > stream_->consumed.load())
        stream_->consumed.store(position);
}

void StreamReader::change(const Format& format, std::uint64_t position)
{
    skip(position);
    format_ = format;
}

}  // namespace dsproxy
