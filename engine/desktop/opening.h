// SPDX-License-Identifier: GPL-2.0-or-later
/// Starts the helper for one job and waits, not for ever, until it says how that went.
#pragma once

#include "engine/desktop/helper_process.h"
#include "engine/desktop/protocol.h"
#include "engine/live/playback_device.h"

#include <functional>

namespace dsproxy::desktop {

struct Opening {
    HelperProcess helper;
    DeviceShape shape;
};

/// A server that does nothing for so long is frozen. Its first sound may take longer: headphones
/// without a wire are woken by it.
inline constexpr Nanoseconds stallTime{1'900'000'000};
inline constexpr Nanoseconds startTime{5'000'000'000};

/// JOB: "play" or "record"; NAME: the server's name of a device, or empty for the default one.
/// ENOENT: no helper; ELIBACC: Qt Multimedia is missing; EPROTO: a helper of another version;
/// ECONNREFUSED: no sound server; ENODEV: no such device; ETIMEDOUT: the server does not answer.
Result<Opening> open(const std::string& job, const std::string& name, const DeviceRequest& request);

/// Takes all packets until the Opened, and gives what comes before it to OTHER. Errors as open().
Result<Opened> awaitOpened(HelperProcess& helper,
                           const std::function<void(std::span<const std::byte>)>& other);

/// CLOCK_MONOTONIC in nanoseconds.
std::uint64_t monotonic();

}  // namespace dsproxy::desktop
