// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace dsproxy {

namespace {

struct Option {
    std::string_view word;
    oss_override flag;
};

/// ALSA's in the order in which it prints them, then OSS 4's.
constexpr Option options[] = {
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
};

constexpr std::string_view blanks = " \t\r\v\f";

std::unexpected<RuleFault> fault(RuleFault::What what, std::string_view word)
{
    return std::unexpected(RuleFault{what, std::string(word)});
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// In quotes a name may look like a section, a comment or a command.
bool needsQuotes(std::string_view name)
{
    return name.find_first_of(" ") != name.npos || name == "erase" || name == "clear" ||
           name.find_first_of("[#\"'") == 0;
}

/// Neither quote could hold it.
bool isUnwritable(std::string_view name)
{
    return needsQuotes(name) && name.find('"') != name.npos && name.find('\'') != name.npos;
}

/// Takes the first word off REST.
std::expected<FirstWord, RuleFault> take(std::string_view& rest)
{
    auto first = firstWord(rest);
    if (first)
        rest = first->rest;
    return first;
}

std::expected<u32, RuleFault> takeNumber(std::string_view& rest)
{
    const auto first = take(rest);
    if (!first)
        return std::unexpected(first.error());
    const std::string_view word = first->word;
    if (word.empty() || word.starts_with('#'))
        return fault(RuleFault::What::MissingNumbers, "");
    u32 number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        return fault(RuleFault::What::NotANumber, word);
    return number;
}

std::expected<u32, RuleFault> takeOptions(std::string_view rest)
{
    u32 flags = 0;
    for (;;) {
        const auto first = take(rest);
        if (!first)
            return std::unexpected(first.error());
        const std::string_view word = first->word;
        if (word.empty() || word.starts_with('#'))
            return flags;
        const auto option = std::ranges::find(options, word, &Option::word);
        if (option == std::end(options))
            return fault(RuleFault::What::UnknownOption, word);
        flags |= option->flag;
    }
}

}  // namespace

std::expected<FirstWord, RuleFault> firstWord(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    if (line.empty())
        return FirstWord{};
    const char quote = line.front();
    if (quote != '"' && quote != '\'') {
        const std::size_t end = std::min(line.find_first_of(blanks), line.size());
        return FirstWord{line.substr(0, end), line.substr(end)};
    }
    const std::size_t end = line.find(quote, 1);
    if (end == line.npos)
        return fault(RuleFault::What::OpenQuote, line);
    return FirstWord{line.substr(1, end - 1), line.substr(end + 1), true};
}

std::expected<Rule, RuleFault> parseRule(std::string_view line)
{
    const auto name = take(line);
    if (!name)
        return std::unexpected(name.error());
    if (name->word.empty() || std::ranges::any_of(name->word, isControl) ||
        isUnwritable(name->word))
        return fault(RuleFault::What::BadName, name->word);
    const auto fragments = takeNumber(line);
    if (!fragments)
        return std::unexpected(fragments.error());
    const auto fragment_bytes = takeNumber(line);
    if (!fragment_bytes)
        return std::unexpected(fragment_bytes.error());
    const auto flags = takeOptions(line);
    if (!flags)
        return std::unexpected(flags.error());
    return Rule{std::string(name->word), {*fragments, *fragment_bytes, *flags}};
}

std::span<const std::string_view> ruleOptions()
{
    static const auto words = [] {
        std::array<std::string_view, std::size(options)> all;
        std::ranges::transform(options, all.begin(), &Option::word);
        return all;
    }();
    return words;
}

std::string ruleText(const Rule& rule)
{
    const std::string_view quote = !needsQuotes(rule.program)                    ? ""
                                   : rule.program.find('"') == std::string::npos ? "\""
                                                                                 : "'";
    std::string text = std::format("{0}{1}{0} {2} {3}", quote, rule.program,
                                   rule.overrides.fragments, rule.overrides.fragment_bytes);
    for (const Option& option : options)
        if (rule.overrides.flags & option.flag)
            text.append(" ").append(option.word);
    return text;
}

}  // namespace dsproxy
