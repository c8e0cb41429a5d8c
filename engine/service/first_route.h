// SPDX-License-Identifier: GPL-2.0-or-later
/// Where a stream goes when it opens.
#pragma once

#include "engine/rules/stream_policy.h"
#include "engine/seam/device_node.h"
#include "engine/service/settings.h"

#include <string>
#include <vector>

namespace dsproxy {

/// NAMED when the program was started; else by a rule, by the node that was opened, or as is set
/// for all.
std::vector<std::string> firstRoute(const std::vector<std::string>& named,
                                    const StreamPolicy& policy, const DeviceNode& node,
                                    const Settings& settings);

}  // namespace dsproxy
