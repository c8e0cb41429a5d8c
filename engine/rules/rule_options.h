// SPDX-License-Identifier: GPL-2.0-or-later
/// What may follow the numbers of a rule. Private to engine/rules.
#pragma once

#include "engine/rules/rule.h"

namespace dsproxy {

/// Takes all options off the end of a line, up to a comment.
std::expected<void, RuleFault> parseOptions(std::string_view rest, Rule& rule);

}  // namespace dsproxy
