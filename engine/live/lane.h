// SPDX-License-Identifier: GPL-2.0-or-later
/// The frames of one stream between the pump's thread and a sink's, in one rate and channels.
#pragma once

#include "engine/live/sample_queue.h"

namespace dsproxy {

/// When the device behind a sink changes to another rate, the next lane takes over; each is read
/// to its end.
struct Lane {
    Lane(Rate rate_, Channels channels, Frames capacity) : rate(rate_), queue(channels, capacity) {}

    /// So much of the queue was written by a moment, modulo 2^32 frames and microseconds. One
    /// value, so that both belong together.
    struct Stamp {
        std::uint32_t frames;
        std::uint32_t time_us;
        bool operator==(const Stamp&) const = default;
    };

    const Rate rate;
    SampleQueue queue;
    std::atomic<Stamp> stamp{Stamp{0, 0}};
    std::atomic<std::int32_t> trim_ppb{0};  ///< so much faster are frames to be used up
    std::atomic<bool> left{false};          ///< the writer is gone
};

}  // namespace dsproxy
