// SPDX-License-Identifier: GPL-2.0-or-later
/// Which rule holds for a program, and why.
#pragma once

#include "engine/routes/stream_facts.h"
#include "engine/rules/rule_table.h"

#include <optional>
#include <string>

namespace dsproxy::cli {

/// What the system executes for PROGRAM, a path or a name to be found in PATH: for a script its
/// interpreter. Nothing when there is no such program.
std::optional<ProgramNames> executedAs(const std::string& program);

/// Lines that say it, for SCOPE and the programs of UID: the rule that holds, what each of its
/// words does, and every other rule that matches the program, with the reason why it does not hold.
std::string whyText(const RuleTable& table, const ProgramNames& program, uid_t uid,
                    RuleScope scope);

/// The same for a stream that plays or records, in its direction.
std::string whyText(const RuleTable& table, const StreamFacts& stream);

}  // namespace dsproxy::cli
