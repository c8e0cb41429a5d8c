// SPDX-License-Identifier: GPL-2.0-or-later
/// What a program can record, as the user writes it.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dsproxy {

struct InputSpec {
    enum class Kind {
        Silence,
        Default,  ///< what is set as input in the service's settings
        Stream,   ///< "stream:12": what another program plays
        File,     ///< "file:PATH": once, then silence
        Loop,     ///< "loop:PATH": a file again and again
        Device,   ///< "card:hw:0", "desktop"
    };
    Kind kind;
    std::string name;          ///< of a device, or the path of a file
    std::uint32_t stream = 0;  ///< of Stream
};

/// Before the input of a stream that plays too: "from:card:hw:0".
inline constexpr std::string_view inputPrefix = "from:";

/// BadSpec: that is no input. Unsupported: a device of this kind cannot record. Asks no device and
/// no disk.
Result<InputSpec> parseInput(const std::string& text);

}  // namespace dsproxy
