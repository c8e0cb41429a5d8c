// SPDX-License-Identifier: GPL-2.0-or-later
/// Finds the format nearest to the wanted one that an OSS device takes.
#pragma once

#include "engine/base/result.h"
#include "engine/pcm/format.h"

#include <functional>

namespace dsproxy {

/// Sets one parameter of a device; the answer replaces *value. Like ioctl(2) less its first
/// argument.
using OssSet = std::function<int(unsigned long request, int* value)>;

/// What the device answered. Its format is the wanted one, or one that we can convert to;
/// Unsupported when it has neither, OpenFailed when it is no OSS device.
Result<Format> negotiate(const Format& wanted, const OssSet& set);

}  // namespace dsproxy
