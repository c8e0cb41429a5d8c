// SPDX-License-Identifier: GPL-2.0-or-later
/// Opens files, and nothing else that has a name: a FIFO would wait for ever, a device has no end.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string>

namespace dsproxy {

/// FLAGS as for open(2). OpenFailed with EISDIR for a folder, ESPIPE for all else that is no
/// regular file. Never waits.
Result<UniqueFd> openRegular(const std::string& path, int flags);

}  // namespace dsproxy
