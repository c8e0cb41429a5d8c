// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy rules` was asked to do.
#pragma once

#include "cli/subcommand.h"
#include "engine/rules/rule_table.h"

#include <expected>
#include <optional>
#include <span>
#include <string>

namespace dsproxy::cli {

enum class RulesCommand { Show, Check, Add, Remove, Erase, Why };

struct RulesOptions {
    std::optional<std::string> file;  ///< none: the user's own
    RulesCommand command = RulesCommand::Show;
    std::string subject;  ///< RULE or PROGRAM, if the command takes one
    RuleScope scope;      ///< --playback, --capture; none: both
    bool help = false;
};

/// The arguments that follow `dsproxy rules`.
std::expected<RulesOptions, UsageError> parseRulesOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
