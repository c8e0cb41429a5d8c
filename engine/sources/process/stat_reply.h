// SPDX-License-Identifier: GPL-2.0-or-later
/// stat() of a device, in every layout that a program may ask for.
#pragma once

#include "engine/sources/process/device_path.h"

#include <cstddef>
#include <vector>

namespace dsproxy::process {

enum class StatLayout { Native64, Stat64I386, Statx };

/// The bytes of a struct stat: a character device 14:minor, mode 0666, in /dev.
std::vector<std::byte> statReply(DeviceNode node, StatLayout layout);

}  // namespace dsproxy::process
