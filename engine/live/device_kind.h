// SPDX-License-Identifier: GPL-2.0-or-later
/// What a kind of device says about itself. A new kind is a file with one of these and one line in
/// device_registry.cpp.
#pragma once

#include "engine/live/capture_device.h"
#include "engine/live/playback_device.h"

#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

/// A device that is there now.
struct DeviceFacts {
    std::string name;         ///< "card:hw:0,0": what is written after --to
    std::string description;  ///< "HDA Intel, ALC269 Analog"
    bool playback = false;
    bool capture = false;
};

/// NAME is what follows the kind and a colon: "hw:0,0" of "card:hw:0,0"; may be empty.
struct DeviceKind {
    std::string_view name;  ///< "card", "desktop", "null"
    Result<std::unique_ptr<PlaybackDevice>> (*openPlayback)(const std::string& name,
                                                            const DeviceRequest&);
    /// Null: the kind records nothing.
    Result<std::unique_ptr<CaptureDevice>> (*openCapture)(const std::string& name,
                                                          const DeviceRequest&);
    std::vector<DeviceFacts> (*list)();
    bool realtime = false;  ///< the thread that plays into it must not be late
};

}  // namespace dsproxy
