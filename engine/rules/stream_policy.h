// SPDX-License-Identifier: GPL-2.0-or-later
/// What the user has said about where the sound of a program goes, and how loud.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dsproxy {

struct StreamPolicy {
    struct Volume {
        std::uint8_t left = 100;  ///< per cent
        std::uint8_t right = 100;
        bool operator==(const Volume&) const = default;
    };

    std::vector<std::string> route;  ///< names of sinks; empty: that of the node or the default
    std::string record;              ///< KIND[:TEMPLATE] of a recording of its own; empty: none
    std::optional<Volume> volume;    ///< at the beginning; nothing: as it was left
    bool mute = false;
    bool unmixed = false;  ///< it wants the card for itself (VMIX_DISABLED)
    bool no_main = false;  ///< it shows no main slider and no meter (VMIX_NOMAINVOL)
    std::size_t line = 0;  ///< of the rules file; 0: no rule is about it, and all is the default

    bool operator==(const StreamPolicy&) const = default;
};

}  // namespace dsproxy
