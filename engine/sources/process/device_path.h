// SPDX-License-Identifier: GPL-2.0-or-later
/// Whether a path, however it is spelt, means one of our devices.
#pragma once

#include "engine/sources/process/task.h"
#include "oss/dsp.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dsproxy::process {

/// A node in /dev or /dev/sound that we serve.
struct DeviceNode {
    oss_node node;
    unsigned minor;  ///< of character device 14, as Linux numbers its OSS devices
    bool operator==(const DeviceNode&) const = default;
    /// It carries sound.
    bool isDsp() const { return node != OSS_NODE_MIXER && node != OSS_NODE_SNDSTAT; }
};

/// The node of a file name below /dev or /dev/sound: "dsp", "adsp0", "mixer"...
std::optional<DeviceNode> nodeNamed(std::string_view name);

/// A path as a call names it.
struct PathName {
    int directory;  ///< descriptor that a relative path starts from; AT_FDCWD
    std::string text;
    bool follow;  ///< a symbolic link in the last place is followed (open, stat; not lstat)
};

/// The node that a path leads to, or the errno that the call fails with although the name means a
/// node ("/dev/dsp/"); nothing when the kernel knows better. DESCRIPTORS tells what a file that
/// has no name ("/proc/self/fd/900") is.
struct NodeLookup {
    std::optional<DeviceNode> node;
    int error = 0;
};
using Descriptors = std::function<std::optional<DeviceNode>(const FileIdentity&)>;
NodeLookup nodeAt(const Task& task, const PathName& path, const Descriptors& descriptors);

}  // namespace dsproxy::process
