// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule.h"

#include "engine/rules/rule_options.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace dsproxy {

namespace {

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
    Rule rule{.program = std::string(name->word),
              .overrides = {*fragments, *fragment_bytes, 0, {}},
              .policy = {},
              .user = {}};
    if (const auto options = parseOptions(line, rule); !options)
        return std::unexpected(options.error());
    return rule;
}

std::string ruleText(const Rule& rule)
{
    const std::string_view quote = !needsQuotes(rule.program)                    ? ""
                                   : rule.program.find('"') == std::string::npos ? "\""
                                                                                 : "'";
    std::string text = std::format("{0}{1}{0} {2} {3}", quote, rule.program,
                                   rule.overrides.fragments, rule.overrides.fragment_bytes);
    for (const std::string& word : ruleWords(rule))
        text.append(" ").append(word);
    return text;
}

}  // namespace dsproxy
