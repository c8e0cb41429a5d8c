// SPDX-License-Identifier: GPL-2.0-or-later
/// What is known about a stream beside its sound: who plays it, through which node.
#pragma once

#include "engine/seam/open_rules.h"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace dsproxy {

struct StreamFacts {
    std::uint32_t id = 0;      ///< within the engine; never used again
    ProgramNames program;      ///< executable and name of the process
    pid_t pid = 0;             ///< of the process that opened it
    uid_t uid = 0;
    std::string node;          ///< "/dev/dsp"
    Direction direction = Direction::Playback;
    std::uint64_t opened_ns = 0;  ///< CLOCK_REALTIME
    std::string song;          ///< SETSONG; may be empty
    std::string label;         ///< SETLABEL; may be empty
};

}  // namespace dsproxy
