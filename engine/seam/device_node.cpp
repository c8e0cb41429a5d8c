// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/device_node.h"

#include <algorithm>
#include <array>
#include <format>

namespace dsproxy {

namespace {

constexpr unsigned unitShift = 8;
constexpr unsigned secondaryBit = 1u << 15;
constexpr unsigned minorsOfAUnit = 16;

struct Name {
    std::string_view stem;
    oss_node node;
    bool secondary;
    unsigned minor;  ///< of unit 0
    bool numbered;   ///< there are dsp0 to dsp7 too
};

constexpr std::array names{
    Name{"dsp", OSS_NODE_DSP, false, 3, true},
    Name{"adsp", OSS_NODE_DSP, true, 12, true},
    Name{"dspW", OSS_NODE_DSPW, false, 5, true},
    Name{"dsp_nb", OSS_NODE_DSP_NB, false, 3, false},
    Name{"audio", OSS_NODE_AUDIO, false, 4, true},
    Name{"mixer", OSS_NODE_MIXER, false, 0, true},
    Name{"sndstat", OSS_NODE_SNDSTAT, false, 6, false},
};

const Name* find(const DeviceNode& node)
{
    const auto found = std::ranges::find_if(names, [&](const Name& name) {
        return name.node == node.node && name.secondary == node.secondary;
    });
    return found == names.end() ? nullptr : &*found;
}

}  // namespace

unsigned DeviceNode::minorNumber() const
{
    const Name* name = find(*this);
    return name ? name->minor + unit * minorsOfAUnit : 0;
}

std::string DeviceNode::path() const
{
    const Name* name = find(*this);
    const std::string stem = std::format("/dev/{}", name ? name->stem : "?");
    return unit == 0 ? stem : std::format("{}{}", stem, unit);
}

std::uint16_t DeviceNode::code() const
{
    return static_cast<std::uint16_t>(node | unit << unitShift | (secondary ? secondaryBit : 0));
}

std::optional<DeviceNode> DeviceNode::of(std::uint16_t code)
{
    const unsigned unit = code >> unitShift & 0x7f;
    const unsigned kind = code & 0xff;
    if (kind > OSS_NODE_SNDSTAT)
        return std::nullopt;
    const DeviceNode node{static_cast<oss_node>(kind), static_cast<std::uint8_t>(unit),
                          (code & secondaryBit) != 0};
    const Name* name = find(node);
    const bool known = name && unit < unitsMax && (name->numbered || unit == 0);
    return known ? std::optional(node) : std::nullopt;
}

std::optional<DeviceNode> nodeNamed(std::string_view name)
{
    const bool digit = !name.empty() && name.back() >= '0' && name.back() < '8';
    const std::string_view stem = digit ? name.substr(0, name.size() - 1) : name;
    for (const Name& known : names)
        if (stem == known.stem && (known.numbered || !digit))
            return DeviceNode{known.node, static_cast<std::uint8_t>(digit ? name.back() - '0' : 0),
                              known.secondary};
    return std::nullopt;
}

}  // namespace dsproxy
