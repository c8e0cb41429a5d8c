// SPDX-License-Identifier: GPL-2.0-or-later
/// A picture file that becomes the cover of a recording.
#pragma once

#include "engine/base/result.h"
#include "engine/tagging/recording_tags.h"

#include <string>

namespace dsproxy {

/// JPEG, PNG, GIF or WebP, known by its first bytes and taken as it is. OpenFailed when it cannot
/// be read; Unsupported when it is none of these; Unsupported with EFBIG beyond what FLAC can hold.
Result<Picture> readCover(const std::string& path);

}  // namespace dsproxy
