// SPDX-License-Identifier: GPL-2.0-or-later
/// The consumer's cursor in one stream: whole frames out of a ring that wraps anywhere.
#pragma once

#include "engine/pcm/format.h"
#include "engine/seam/stream.h"

#include <memory>
#include <vector>

namespace dsproxy {

/// One thread: the pump's.
class StreamReader {
public:
    explicit StreamReader(std::shared_ptr<Stream> stream) : stream_(std::move(stream)) {}

    std::uint32_t id() const { return stream_->id; }
    /// Of the first byte that next() gives.
    std::uint64_t position() const { return stream_->consumed.load(); }
    std::uint64_t played() const { return stream_->played.load(); }

    /// The next whole frames before position `end`; empty when there are none. Valid until
    /// taken(). Bytes that a far too late consumer has lost are skipped.
    PcmView next(std::uint64_t end);
    std::uint64_t limit = 0;  ///< of the round in hand
    void taken(PcmView pcm);

    /// Nobody hears what lies before `position`.
    void skip(std::uint64_t position);
    /// From position on another format; a split frame before it is dropped.
    void change(const Format& format, std::uint64_t position);

private:
    void skipLost(const PcmRing& ring);

    std::shared_ptr<Stream> stream_;
    Format format_;
    std::vector<std::byte> staging_;
};

}  // namespace dsproxy
