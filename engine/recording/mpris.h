// SPDX-License-Identifier: GPL-2.0-or-later
/// Asks players on the user's D-Bus what they play: org.mpris.MediaPlayer2.
#pragma once

#include "engine/recording/now_playing.h"

#include <chrono>

namespace dsproxy {

/// What the player says that is the process PID, its parent, or its child, in this order. None
/// where there is no such player, no bus, or no answer in TIME.
std::optional<NowPlaying> playerOf(pid_t pid,
                                   std::chrono::milliseconds time = std::chrono::milliseconds(500));

}  // namespace dsproxy
