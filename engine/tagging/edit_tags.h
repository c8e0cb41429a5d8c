// SPDX-License-Identifier: GPL-2.0-or-later
/// Changes the tags of a recording without ever endangering it: in a copy that then takes its
/// place.
#pragma once

#include "engine/base/result.h"
#include "engine/tagging/recording_tags.h"

#include <string>

namespace dsproxy {

/// Owner and rights stay as they were, and a link stays a link. OpenFailed when the file may not be
/// written, NoSpace when the copy does not fit, Unsupported where tags cannot be changed. Errors
/// leave the file as it was.
Result<void> editTags(const std::string& path, const TagEdit& edit);

}  // namespace dsproxy
