// SPDX-License-Identifier: GPL-2.0-or-later
/// All who say something about a recording, and who is believed.
#pragma once

#include "engine/recording/now_playing.h"
#include "engine/sinks/tags.h"

namespace dsproxy {

struct TagSources {
    Tags said;  ///< by the user: goes before all others
    std::optional<NowPlaying> player;
    std::string song;
    std::string label;
    std::string program;
};

/// The title is that of the first who knows one, in the order of TagSources; all else is said by
/// the user or the player. Plain text; a tag that the user has left empty is not set.
Tags recordingTags(const TagSources& sources);

}  // namespace dsproxy
