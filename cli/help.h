// SPDX-License-Identifier: GPL-2.0-or-later
/// What the command says about itself; the man page says the rest.
#pragma once

#include "cli/subcommand.h"

namespace dsproxy::cli {

/// `dsproxy help`: all that it can do, a line each.
std::string generalHelp(std::span<const Subcommand> commands);

/// For somebody who typed nothing but the name; no newline at the end.
std::string shortHelp(std::span<const Subcommand> commands);

/// "dsproxy 0.3.0\n"
std::string_view versionText();

}  // namespace dsproxy::cli
