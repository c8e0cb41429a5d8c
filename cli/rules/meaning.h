// SPDX-License-Identifier: GPL-2.0-or-later
/// What the words of a rule do, for people.
#pragma once

#include "engine/rules/rule_table.h"

#include <string>
#include <vector>

namespace dsproxy::cli {

/// "volume=80: it begins at 80 %", one for each word of the rule, and for its numbers.
std::vector<std::string> meanings(const Rule& rule, Direction direction);

}  // namespace dsproxy::cli
