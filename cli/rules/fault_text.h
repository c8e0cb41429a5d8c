// SPDX-License-Identifier: GPL-2.0-or-later
/// What is wrong with a line of rules, for people.
#pragma once

#include "engine/rules/rule.h"

#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

/// "dirct is not an option of a rule; did you mean direct?"
std::string faultText(const RuleFault& fault);

/// One for each, with FILE and line in front. The first MOST, then how many there are more.
std::vector<std::string> faultTexts(const std::string& file, std::span<const RuleFault> faults,
                                    std::size_t most = 10);

}  // namespace dsproxy::cli
