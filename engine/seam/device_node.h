// SPDX-License-Identifier: GPL-2.0-or-later
/// A node in /dev or /dev/sound that a program opens. Several doors lead to the one device.
#pragma once

#include "oss/dsp.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsproxy {

struct DeviceNode {
    static constexpr unsigned unitsMax = 8;  ///< dsp0..dsp7, as many as Linux has

    oss_node node = OSS_NODE_DSP;
    std::uint8_t unit = 0;   ///< N of dspN; 0 without a number
    bool secondary = false;  ///< adspN: the second device of a card

    bool operator==(const DeviceNode&) const = default;

    /// It carries sound.
    bool isDsp() const { return node != OSS_NODE_MIXER && node != OSS_NODE_SNDSTAT; }
    /// Of character device 14, as Linux numbers its OSS devices.
    unsigned minorNumber() const;
    /// "/dev/dsp", "/dev/adsp3": the name that programs know; unit 0 goes without its number.
    std::string path() const;

    /// As Event::node has it: the kind, with `dsp` as 0, and beside it the number and the door.
    std::uint16_t code() const;
    /// Of any number; nothing when no node has it.
    static std::optional<DeviceNode> of(std::uint16_t code);
};

/// The node of a file name below /dev or /dev/sound: "dsp", "adsp0", "mixer3"...
std::optional<DeviceNode> nodeNamed(std::string_view name);

}  // namespace dsproxy
