// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/first_route.h"

#include "engine/service/sink_table.h"

namespace dsproxy {

std::vector<std::string> firstRoute(const std::vector<std::string>& named,
                                    const StreamPolicy& policy, const DeviceNode& node,
                                    const Settings& settings)
{
    if (!named.empty())
        return named;
    if (!policy.route.empty())
        return policy.route;
    const auto& map = node.secondary ? settings.adsp_map : settings.dsp_map;
    if (node.unit < map.size() && !map[node.unit].empty())
        return {map[node.unit]};
    if (settings.output.empty())
        return {};
    return {std::string(defaultSink)};
}

}  // namespace dsproxy
