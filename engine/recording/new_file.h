// SPDX-License-Identifier: GPL-2.0-or-later
/// A place for a file that nobody has yet.
#pragma once

#include "engine/base/result.h"

#include <string>

namespace dsproxy {

/// Makes an empty file that only the user may read, and the folders that it takes. Its path is
/// STEM + ENDING, or STEM-2 + ENDING... Never touches what is there. OpenFailed or NoSpace.
Result<std::string> makeNewFile(const std::string& stem, const std::string& ending);

}  // namespace dsproxy
