// SPDX-License-Identifier: GPL-2.0-or-later
/// The tags inside a sound file, by TagLib: ID3v2 in MP3, WAV and AIFF, Vorbis comments in FLAC and
/// Ogg. What the file is, its content says, not its name. Nothing else uses TagLib.
#pragma once

#include "engine/base/result.h"
#include "engine/tagging/recording_tags.h"

#include <string>

namespace dsproxy {

/// OpenFailed, or Unsupported where TagLib knows no such container (CAF, RF64, raw).
Result<RecordingTags> readTags(const std::string& path);

/// Makes TAGS those of the file, in place: for a file that nobody else reads. What the container
/// cannot hold is left out; what is in it beside texts and pictures stays.
Result<void> writeTags(const std::string& path, const RecordingTags& tags);

}  // namespace dsproxy
