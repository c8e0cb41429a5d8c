// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the rules are, and what is in them.
#pragma once

#include "engine/base/result.h"
#include "engine/rules/rule_table.h"

#include <optional>
#include <string>

namespace dsproxy::cli {

/// dsproxy/rules in $XDG_CONFIG_HOME or ~/.config; nothing for a user without a home.
std::optional<std::string> userRulesFile();

struct LoadedRules {
    std::string file;  ///< empty: there is none
    RuleTable table;   ///< of the lines that make sense
};

/// Of FILE; without one the user's own, who need not have any.
Result<LoadedRules> loadRules(const std::optional<std::string>& file);

}  // namespace dsproxy::cli
