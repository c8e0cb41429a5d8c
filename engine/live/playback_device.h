// SPDX-License-Identifier: GPL-2.0-or-later
/// A device that plays at its own pace: a card, the desktop's sound server, a timer.
#pragma once

#include "engine/base/result.h"
#include "engine/pcm/format.h"

#include <cstdint>
#include <memory>
#include <span>

namespace dsproxy {

/// What is asked of a device before it is opened. It may answer with another format.
struct DeviceRequest {
    Format format;        ///< of the stream that plays first: taken as it is, where possible
    Nanoseconds latency;  ///< of the whole buffer, as near as the device can
};

/// What a device has agreed to.
struct DeviceShape {
    Format format;  ///< linear, interleaved: what begin() gives memory for
    Frames period;  ///< one wake-up asks for so many
    Frames buffer;  ///< so many fit
};

/// Opened and destroyed on threads of their own, for either may take long; used by one thread, the
/// sink's. The destructor stops it at once and gives the device back.
class PlaybackDevice {
public:
    virtual ~PlaybackDevice() = default;

    virtual const DeviceShape& shape() const = 0;

    /// Sleeps until a period fits or WAKE (to be polled, never read) is readable; returns the room,
    /// which may be zero then. Recovers from an xrun by itself: the room is the whole buffer then.
    /// ENODEV in the error: the device is gone for good; EPIPE, EIO...: reopen it.
    virtual Result<Frames> wait(int wake) = 0;

    /// Memory for at most FRAMES (> 0, of the room) to fill; may give fewer where a ring wraps.
    virtual std::span<std::byte> begin(Frames frames) = 0;
    /// The first FRAMES of it are filled. Starts the device when enough is there.
    virtual Result<void> commit(Frames frames) = 0;

    struct Position {
        Frames committed;  ///< since open
        Frames delay;  ///< of these, not heard yet at time_ns
        std::uint64_t time_ns;  ///< CLOCK_MONOTONIC
        std::uint32_t xruns;  ///< times that the device ran dry since open
        bool estimated;  ///< the device cannot tell its delay
    };
    /// No system call where the device can do without.
    virtual Position position() = 0;
};

}  // namespace dsproxy
