// SPDX-License-Identifier: GPL-2.0-or-later
/// All kinds of devices that live sound can go to or come from.
#pragma once

#include "engine/live/device_kind.h"

namespace dsproxy {

std::span<const DeviceKind* const> deviceKinds();

/// A device by its full name, "card:hw:0": its kind, and its name within that.
struct FoundDevice {
    const DeviceKind* kind;
    std::string name;
};
/// BadSpec: there is no such kind. Says nothing about whether the device is there.
Result<FoundDevice> findDevice(const std::string& full_name);

/// All devices that are there now, of all kinds. May take long: asks sound servers.
std::vector<DeviceFacts> listDevices();

/// Both may take long, or never return. Unsupported: the kind cannot record.
Result<std::unique_ptr<PlaybackDevice>> openPlayback(const std::string& full_name,
                                                     const DeviceRequest& request);
Result<std::unique_ptr<CaptureDevice>> openCapture(const std::string& full_name,
                                                   const DeviceRequest& request);

}  // namespace dsproxy
