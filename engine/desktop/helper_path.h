// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the program is that plays on the desktop's sound server for us.
#pragma once

#include "engine/base/result.h"

#include <string>

namespace dsproxy::desktop {

/// In $DSPROXY_PLUGIN_DIR when that is set, else in the library folder beside the executable's,
/// else in the one that was installed to. ENOENT with the last path when it is nowhere.
Result<std::string> helperPath();

}  // namespace dsproxy::desktop
