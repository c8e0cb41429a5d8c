// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the files of a user lie, as XDG has it.
#pragma once

#include <optional>
#include <string>

namespace dsproxy {

/// "~/.config/dsproxy/NAME", by XDG_CONFIG_HOME. Nothing: the user has no home.
std::optional<std::string> configFile(const std::string& name);
/// "~/.local/state/dsproxy/NAME", by XDG_STATE_HOME.
std::optional<std::string> stateFile(const std::string& name);

}  // namespace dsproxy
