// SPDX-License-Identifier: GPL-2.0-or-later
/// What the command line of `dsproxy` means, before anything is done about it.
#pragma once

#include "cli/run/options.h"

#include <span>
#include <string_view>
#include <variant>

namespace dsproxy::cli {

struct CheckArgs {
    std::span<char*> args;  ///< what follows `dsproxy check`
};

/// Text for stdout.
struct Answer {
    std::string_view text;
};

using Command = std::variant<RunOptions, CheckArgs, Answer, UsageError>;

/// ARGS without the name of the command itself.
Command parseCommand(std::span<char*> args);

}  // namespace dsproxy::cli
