// SPDX-License-Identifier: GPL-2.0-or-later
/// What any sound file says about itself: by TagLib, or by libsndfile where TagLib cannot.
#pragma once

#include "engine/base/result.h"
#include "engine/tagging/recording_tags.h"

#include <string>

namespace dsproxy {

/// OpenFailed, or Unsupported when it is no sound file. One without tags has none.
Result<RecordingTags> readAnyTags(const std::string& path);

}  // namespace dsproxy
