// SPDX-License-Identifier: GPL-2.0-or-later
/// The way of played PCM from a program into the seam's ring.
#pragma once

#include "engine/seam/stream.h"
#include "oss/dsp.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dsproxy::process {

/// Rings grow with a consumer that is late, so that nothing is lost and no program waits for it,
/// up to a limit; then writes wait. Not thread-safe: the device's lock is held.
class Playback {
public:
    Playback(Stream& stream, bool free_running) : stream_(stream), free_running_(free_running) {}

    /// Bytes that a write may add now: the program's buffer, and room behind the consumer.
    std::size_t space(const oss_stream& oss);

    /// Where BYTES (<= space()) at position written go. Empty pieces when memory is short.
    PcmRing::Pieces target(const oss_stream& oss, std::size_t bytes);

    /// Copies what has just been heard of a mapped buffer, [copied, played), into the ring.
    void copyMapped(const oss_stream& oss, std::span<const std::byte> buffer);

    /// Makes silence of what is queued: nobody has heard it yet.
    void silence(const oss_stream& oss);

    /// What has been heard since the meter last looked, as far as it is still there.
    std::vector<std::byte> heard(const oss_stream& oss);

    /// Tells the consumer how far it may read.
    void publish(const oss_stream& oss);

    /// Something new to look at is worth waking the consumer: half of its slack is used.
    bool wantsConsumer() const;
    bool hasUnread() const { return stream_.played.load() != stream_.consumed.load(); }

private:
    std::size_t room(std::uint64_t position) const;
    bool grow(std::uint64_t position, std::size_t capacity);
    std::size_t wantedCapacity(const oss_stream& oss) const;
    bool ensureRoom(const oss_stream& oss, std::uint64_t position, std::size_t bytes);

    Stream& stream_;
    bool free_running_;
    std::shared_ptr<PcmRing> ring_;
    std::uint64_t ring_start_ = 0;
    std::uint64_t copied_ = 0;
};

}  // namespace dsproxy::process
