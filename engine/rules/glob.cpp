// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/glob.h"

#include <algorithm>

namespace dsproxy {

namespace {

/// One character of a pattern, with all that belongs to it.
struct Unit {
    std::string_view set;  ///< of [...], without ! and brackets; else the character
    bool bracket = false;
    bool negated = false;
    std::size_t size = 1;  ///< bytes of the pattern
};

/// A bracket that does not end is a character like others.
Unit unitOf(std::string_view pattern)
{
    const Unit character{pattern.substr(0, 1)};
    if (pattern.front() != '[')
        return character;
    const bool negated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    const std::size_t begin = negated ? 2 : 1;
    // A ] in the first place is one of the set.
    const std::size_t end = pattern.find(']', std::min(begin + 1, pattern.size()));
    if (end == pattern.npos)
        return character;
    return {pattern.substr(begin, end - begin), true, negated, end + 1};
}

bool contains(std::string_view set, char c)
{
    const auto byte = [](char of) { return static_cast<unsigned char>(of); };
    for (std::size_t i = 0; i < set.size(); ++i) {
        const bool range = i + 2 < set.size() && set[i + 1] == '-';
        const char last = range ? set[i + 2] : set[i];
        if (byte(set[i]) <= byte(c) && byte(c) <= byte(last))
            return true;
        i += range ? 2 : 0;
    }
    return false;
}

bool fits(const Unit& unit, char c)
{
    if (unit.bracket)
        return contains(unit.set, c) != unit.negated;
    return unit.set.front() == '?' || unit.set.front() == c;
}

}  // namespace

bool isPattern(std::string_view text)
{
    return text.find_first_of("*?[") != text.npos;
}

bool matchesPattern(std::string_view pattern, std::string_view text)
{
    // Only the last * can be the one that takes too little.
    std::string_view after_star;
    std::string_view retry;
    bool starred = false;
    while (!text.empty()) {
        if (!pattern.empty() && pattern.front() == '*') {
            pattern.remove_prefix(1);
            after_star = pattern;
            retry = text;
            starred = true;
            continue;
        }
        if (!pattern.empty()) {
            const Unit unit = unitOf(pattern);
            if (fits(unit, text.front())) {
                pattern.remove_prefix(unit.size);
                text.remove_prefix(1);
                continue;
            }
        }
        if (!starred)
            return false;
        retry.remove_prefix(1);
        text = retry;
        pattern = after_star;
    }
    return pattern.find_first_not_of('*') == pattern.npos;
}

}  // namespace dsproxy
