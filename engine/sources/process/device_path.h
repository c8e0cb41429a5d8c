// SPDX-License-Identifier: GPL-2.0-or-later
/// Whether a path, however it is spelt, means one of our devices.
#pragma once

#include "engine/sources/process/task.h"
#include "oss/dsp.h"

#include <optional>
#include <string>
#include <string_view>

namespace dsproxy::process {

/// A node in /dev or /dev/sound that we serve.
struct DeviceNode {
    oss_node node;
    unsigned minor;  ///< of character device 14, as Linux numbers its OSS devices
    bool operator==(const DeviceNode&) const = default;
};

/// The node of a file name below /dev or /dev/sound: "dsp", "adsp0", "mixer"...
std::optional<DeviceNode> nodeNamed(std::string_view name);

/// The node that `path`, relative to the task's working directory, leads to. With follow, a
/// symbolic link in the last place is followed (open, stat), else it is itself (lstat).
std::optional<DeviceNode> nodeAt(const Task& task, std::string_view path, bool follow);

}  // namespace dsproxy::process
