// SPDX-License-Identifier: GPL-2.0-or-later
/// A device that records at its own pace: a card's input, the desktop's microphone.
#pragma once

#include "engine/live/playback_device.h"

namespace dsproxy {

/// Threads and destructor as those of a PlaybackDevice.
class CaptureDevice {
public:
    virtual ~CaptureDevice() = default;

    virtual const DeviceShape& shape() const = 0;

    /// Sleeps until a period is there or WAKE is readable; returns what is there.
    /// Recovers from an overrun by itself. Errors as PlaybackDevice::wait().
    virtual Result<Frames> wait(int wake) = 0;
    /// At most FRAMES of what is there; may give fewer where a ring wraps. Valid until commit().
    virtual std::span<const std::byte> begin(Frames frames) = 0;
    /// The first FRAMES of it are taken.
    virtual Result<void> commit(Frames frames) = 0;

    /// Times that we were too late since open.
    virtual std::uint32_t xruns() const = 0;
};

}  // namespace dsproxy
