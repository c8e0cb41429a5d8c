// SPDX-License-Identifier: GPL-2.0-or-later
/// Whether a path, however it is spelt, means one of our devices.
#pragma once

#include "engine/seam/device_node.h"
#include "engine/sources/process/task.h"

#include <functional>
#include <optional>
#include <string>

namespace dsproxy::process {

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
