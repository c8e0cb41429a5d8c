// SPDX-License-Identifier: GPL-2.0-or-later
/// Which rule holds for a program, and why.
#pragma once

#include "engine/rules/rule_table.h"

#include <optional>
#include <string>

namespace dsproxy::cli {

/// What the system executes for PROGRAM, a path or a name to be found in PATH: for a script its
/// interpreter. Nothing when there is no such program.
std::optional<ProgramNames> executedAs(const std::string& program);

/// Lines that say it, for SCOPE.
std::string whyText(const RuleTable& table, const ProgramNames& program, RuleScope scope);

}  // namespace dsproxy::cli
