// SPDX-License-Identifier: GPL-2.0-or-later
/// Sinks that are files: each is a recording of its own.
#pragma once

#include "engine/recording/recording_settings.h"
#include "engine/service/settings.h"

#include <optional>
#include <string>

namespace dsproxy {

/// "wav:/x/a.wav" of a route; nothing when SINK is no file.
std::optional<RecordingSettings> recordingOf(const std::string& sink);

/// "flac" or "flac:TEMPLATE" of a rule's record=.
std::optional<RecordingSettings> recordingAsRuled(const std::string& rule,
                                                  const Settings& defaults);

}  // namespace dsproxy
