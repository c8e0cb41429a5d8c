// SPDX-License-Identifier: GPL-2.0-or-later
/// What the command says about itself; the man page says the rest.
#pragma once

#include <string_view>

namespace dsproxy::cli {

/// TOPIC is "run", "check" or "" for all of it; null data for any other.
std::string_view helpText(std::string_view topic);

/// For somebody who typed nothing but the name; no newline at the end.
std::string_view shortHelp();

/// "dsproxy 0.3.0\n"
std::string_view versionText();

}  // namespace dsproxy::cli
