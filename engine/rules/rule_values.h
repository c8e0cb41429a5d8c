// SPDX-License-Identifier: GPL-2.0-or-later
/// The options of a rule that take a value: `volume=80`. Private to engine/rules.
#pragma once

#include "engine/rules/rule.h"

#include <vector>

namespace dsproxy {

/// A value is a list: items between commas, in quotes where they have a space, a comma or a quote.
using RuleItems = std::vector<std::string>;

struct RuleValue {
    std::string_view key;  ///< with its equals sign
    bool (*set)(Rule& rule, const RuleItems& items);  ///< false: makes no sense
    std::string (*text)(const Rule& rule);            ///< empty: was not said
};

std::span<const RuleValue> ruleValues();

/// The option that a word begins with; nullptr: none.
const RuleValue* ruleValue(std::string_view word);

/// Takes KEY and its items off REST, which begins with blanks and KEY.
std::expected<RuleItems, RuleFault> takeItems(std::string_view& rest, std::string_view key);

}  // namespace dsproxy
