// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_options.h"

#include "engine/rules/rule_values.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dsproxy {

namespace {

constexpr u32 closeFlags =
    OSS_OVERRIDE_CLOSE_DRAIN | OSS_OVERRIDE_CLOSE_DROP | OSS_OVERRIDE_CLOSE_BACKGROUND;
constexpr u32 paceFlags = OSS_OVERRIDE_REAL_TIME | OSS_OVERRIDE_FREE_RUNNING;

struct Flag {
    std::string_view word;
    u32 flag;
    u32 instead_of = 0;  ///< of these only one can be said
};

/// ALSA's in the order in which it prints them, then OSS 4's, then ours.
constexpr Flag flags[] = {
    {"disable", OSS_OVERRIDE_DISABLE},
    {"direct", OSS_OVERRIDE_DIRECT},
    {"block", OSS_OVERRIDE_BLOCK},
    {"non-block", OSS_OVERRIDE_NONBLOCK},
    {"partial-frag", OSS_OVERRIDE_PARTIAL_FRAGMENT},
    {"no-silence", OSS_OVERRIDE_NO_SILENCE},
    {"buggy-ptr", OSS_OVERRIDE_BUGGY_POINTER},
    {"mmap", OSS_OVERRIDE_MMAP},
    {"small-fragments", OSS_OVERRIDE_SMALL_FRAGMENTS},
    {"small-buffer", OSS_OVERRIDE_SMALL_BUFFER},
    {"medium-buffer", OSS_OVERRIDE_MEDIUM_BUFFER},
    {"cooked", OSS_OVERRIDE_COOKED},
    {"nocapture", OSS_OVERRIDE_NO_CAPTURE},
    {"close=drain", OSS_OVERRIDE_CLOSE_DRAIN, closeFlags},
    {"close=drop", OSS_OVERRIDE_CLOSE_DROP, closeFlags},
    {"close=background", OSS_OVERRIDE_CLOSE_BACKGROUND, closeFlags},
    {"pace=real", OSS_OVERRIDE_REAL_TIME, paceFlags},
    {"pace=free", OSS_OVERRIDE_FREE_RUNNING, paceFlags},
};

struct Switch {
    std::string_view word;
    bool StreamPolicy::* on;
};

constexpr Switch switches[] = {
    {"unmixed", &StreamPolicy::unmixed},
    {"nomain", &StreamPolicy::no_main},
    {"mute", &StreamPolicy::mute},
};

bool set(Rule& rule, std::string_view word)
{
    if (const auto flag = std::ranges::find(flags, word, &Flag::word); flag != std::end(flags)) {
        rule.overrides.flags = (rule.overrides.flags & ~flag->instead_of) | flag->flag;
        return true;
    }
    const auto found = std::ranges::find(switches, word, &Switch::word);
    if (found == std::end(switches))
        return false;
    rule.policy.*(found->on) = true;
    return true;
}

std::unexpected<RuleFault> fault(RuleFault::What what, std::string_view word)
{
    return std::unexpected(RuleFault{what, std::string(word)});
}

std::vector<std::string_view> allWords()
{
    std::vector<std::string_view> words;
    for (const Flag& flag : flags)
        words.push_back(flag.word);
    for (const Switch& one : switches)
        words.push_back(one.word);
    for (const RuleValue& value : ruleValues())
        words.push_back(value.key);
    return words;
}

}  // namespace

std::expected<void, RuleFault> parseOptions(std::string_view rest, Rule& rule)
{
    for (;;) {
        const auto first = firstWord(rest);
        if (!first)
            return std::unexpected(first.error());
        const std::string_view word = first->word;
        if (word.empty() || (word.starts_with('#') && !first->quoted))
            return {};
        const RuleValue* value = first->quoted ? nullptr : ruleValue(word);
        if (!value) {
            if (!set(rule, word))
                return fault(RuleFault::What::UnknownOption, word);
            rest = first->rest;
            continue;
        }
        const auto items = takeItems(rest, value->key);
        if (!items)
            return std::unexpected(items.error());
        if (!value->set(rule, *items))
            return fault(RuleFault::What::BadValue, word);
    }
}

std::span<const std::string_view> ruleOptions()
{
    static const auto words = allWords();
    return words;
}

std::vector<std::string> ruleWords(const Rule& rule)
{
    std::vector<std::string> words;
    for (const Flag& flag : flags)
        if (rule.overrides.flags & flag.flag)
            words.emplace_back(flag.word);
    for (const Switch& one : switches)
        if (rule.policy.*(one.on))
            words.emplace_back(one.word);
    for (const RuleValue& value : ruleValues())
        if (const std::string said = value.text(rule); !said.empty())
            words.push_back(std::string(value.key) + said);
    return words;
}

}  // namespace dsproxy
