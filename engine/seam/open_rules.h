// SPDX-License-Identifier: GPL-2.0-or-later
/// What the user has said about the program that opens a dsp: the engine's side of an open.
#pragma once

#include "oss/overrides.h"

#include <cstddef>
#include <optional>
#include <string>
#include <sys/types.h>

namespace dsproxy {

enum class Direction { Playback, Capture };

/// By what a rule can know a program.
struct ProgramNames {
    std::string path;  ///< of the executable, links followed; may be empty
    std::string task;  ///< the name of its process: 15 bytes at most
};

/// The rule that holds for a program and a direction.
struct OpenRule {
    oss_overrides overrides;
    std::size_t line;  ///< of the rules file, from 1
    std::string text;  ///< the rule as it is written
};

/// Asked on the source's thread at each open of a dsp: never blocks, opens no file.
class OpenRules {
public:
    virtual ~OpenRules() = default;
    virtual std::optional<OpenRule> find(const ProgramNames& program, uid_t uid,
                                         Direction direction) const = 0;
};

}  // namespace dsproxy
