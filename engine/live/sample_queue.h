// SPDX-License-Identifier: GPL-2.0-or-later
/// Frames from one thread to another: a ring of samples without locks.
#pragma once

#include "engine/base/units.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace dsproxy {

/// One thread pushes, one pops. Nothing is allocated after the start, nobody ever waits.
class SampleQueue {
public:
    SampleQueue(Channels channels, Frames capacity);

    Channels channels() const { return Channels{static_cast<std::uint32_t>(channels_)}; }
    Frames capacity() const { return Frames(static_cast<std::int64_t>(capacity_)); }

    /// Producer: takes whole frames as far as they fit; says how many that were.
    Frames push(std::span<const double> samples);
    /// Consumer: fills SAMPLES with whole frames as far as they go; says how many that were.
    Frames pop(std::span<double> samples);
    /// Consumer: forgets at most so many of the oldest frames; says how many.
    Frames skip(Frames frames);

    /// Frames that can be popped. Either thread, or another one for a look.
    Frames fill() const;
    /// Frames since the start.
    std::uint64_t written() const { return written_.load(); }
    std::uint64_t read() const { return read_.load(); }

private:
    std::size_t channels_;
    std::size_t capacity_;  ///< frames
    std::vector<double> samples_;
    alignas(64) std::atomic<std::uint64_t> written_{0};
    alignas(64) std::atomic<std::uint64_t> read_{0};
};

}  // namespace dsproxy
