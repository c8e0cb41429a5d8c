// SPDX-License-Identifier: GPL-2.0-or-later
/// What the command line of `dsproxy` means, before anything is done about it.
#pragma once

#include "cli/subcommand.h"

#include <variant>

namespace dsproxy::cli {

/// A subcommand with the arguments that follow its name.
struct Invocation {
    const Subcommand* command;
    std::span<char*> args;
};

/// Text for stdout.
struct Answer {
    std::string text;
};

using Command = std::variant<Invocation, Answer, UsageError>;

/// ARGS without the name of the command itself.
Command parseCommand(std::span<const Subcommand> commands, std::span<char*> args);

}  // namespace dsproxy::cli
