// SPDX-License-Identifier: GPL-2.0-or-later
/// Volumes of programs as text: what the state file of a user has.
///
///     dsproxy volumes 1
///     [/usr/bin/xmms]
///     VOLUME 80 80
///     RECSRC LINE MIC
///
/// A channel that is not named is untouched.
#pragma once

#include "engine/seam/mixer_state.h"

#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

struct ProgramVolumes {
    std::string program;
    MixerValues values;

    bool operator==(const ProgramVolumes&) const = default;
};

struct ParsedVolumes {
    std::vector<ProgramVolumes> programs;  ///< in their order; what made sense
    bool whole = true;                     ///< all of it did
};

/// Any text. Of one that a later version has written nothing makes sense.
ParsedVolumes parseVolumes(std::string_view text);
/// No name has control characters.
std::string volumesText(const std::vector<ProgramVolumes>& programs);

}  // namespace dsproxy
