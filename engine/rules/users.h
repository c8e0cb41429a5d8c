// SPDX-License-Identifier: GPL-2.0-or-later
/// Names of users.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

namespace dsproxy {

/// Asks the system, which may read files and ask a server: not for a thread that must not wait.
std::optional<uid_t> systemUser(const std::string& name);

}  // namespace dsproxy
