// SPDX-License-Identifier: GPL-2.0-or-later
/// Any file of rules, and changes of it: after each byte 1 comes one, 'a' to add, 'r' to remove,
/// 'e' to erase, then 'p', 'c' or 'b' for its scope, then a rule or a program.
#include "engine/rules/rule_table.h"
#include "must.h"

#include <algorithm>
#include <cstdint>

namespace {

using namespace dsproxy;
using fuzz::must;

constexpr Direction directions[] = {Direction::Playback, Direction::Capture};

using Texts = std::vector<std::string>;

Texts listed(const RuleTable& table, Direction direction)
{
    Texts texts;
    for (const Rule& rule : table.rules(direction))
        texts.push_back(ruleText(rule));
    return texts;
}

Texts sorted(Texts texts)
{
    std::ranges::sort(texts);
    return texts;
}

/// What ALSA would print, read again.
void mustPaste(const RuleTable& table, Direction direction)
{
    std::string text;
    for (const std::string& rule : listed(table, direction))
        text += rule + '\n';
    const RuleTable again = RuleTable::parse(text);
    must(again.faults().empty(), "what is printed is understood");
    must(listed(again, direction) == listed(table, direction), "and means the same");
    must(again.text() == text, "and is kept as it is");
}

constexpr uid_t nobody = 65534;

bool isOfUser(const Rule& rule, uid_t uid)
{
    return !rule.user || rule.user->uid == uid;
}

void mustMatch(const RuleTable& table, Direction direction)
{
    for (const Rule& rule : table.rules(direction)) {
        const uid_t uid = rule.user ? rule.user->uid.value_or(nobody) : nobody;
        const auto found = table.match({rule.program, ""}, uid, direction);
        if (!isOfUser(rule, uid))
            continue;
        must(found && found->rule.program == rule.program, "a rule matches its program");
        must(isOfUser(found->rule, uid), "a rule matches its user");
        const bool other = found->rule.user.has_value() != rule.user.has_value();
        must(other || ruleText(found->rule) == ruleText(rule) ||
                 found->rule.user->uid == rule.user->uid,
             "the rule that holds is the one listed");
    }
    table.match({"", "x"}, nobody, direction);
}

/// What is said of each line that was looked at must be so.
void mustExplain(const RuleTable& table, const ProgramNames& program, Direction direction)
{
    using Verdict = RuleTable::Verdict;
    std::size_t holding = 0;
    std::size_t last = 0;
    for (const RuleTable::Match& match : table.considered(program, nobody, direction)) {
        must(match.line > last, "lines are in their order");
        last = match.line;
        holding += match.verdict == Verdict::Holds ? 1 : 0;
        const bool because = match.verdict != Verdict::Holds && match.verdict != Verdict::OtherUser;
        must(because == (match.because != 0) && match.because != match.line, "a reason is a line");
    }
    const auto found = table.match(program, nobody, direction);
    must(holding == (found ? 1 : 0), "one holds, or none");
    must(table.policyFor(program, nobody, direction).line == (found ? found->line : 0),
         "the policy is that of the rule that holds");
}

void mustBeWhole(const RuleTable& table, std::string_view text)
{
    must(table.text() == text, "no byte of the text is lost");
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    for (const RuleFault& fault : table.faults())
        must(fault.line >= 1 && fault.line <= lines, "a fault is in a line of the text");
    for (const Direction direction : directions) {
        mustPaste(table, direction);
        mustMatch(table, direction);
        mustExplain(table, {"/usr/bin/game", "game"}, direction);
    }
}

bool has(const Texts& texts, const std::string& text)
{
    return std::ranges::find(texts, text) != texts.end();
}

void add(RuleTable& table, RuleScope scope, std::string_view line)
{
    const auto rule = parseRule(line);
    if (!rule)
        return;
    table.add(*rule, scope);
    must(!scope || has(listed(table, *scope), ruleText(*rule)), "what was added holds");
}

void remove(RuleTable& table, RuleScope scope, std::string_view program)
{
    const bool removed = table.remove(program, scope);
    must(!table.remove(program, scope) || !removed, "what was removed is gone");
    for (const Direction direction : directions)
        for (const Rule& rule : table.rules(direction))
            must(rule.program != program || (scope && *scope != direction), "and holds no more");
}

void erase(RuleTable& table, RuleScope scope)
{
    table.erase(scope);
    for (const Direction direction : directions)
        must((scope && *scope != direction) || table.rules(direction).empty(), "nothing is left");
}

void change(RuleTable& table, std::string_view what)
{
    if (what.size() < 2)
        return;
    const RuleScope scope = what[1] == 'p'   ? RuleScope(Direction::Playback)
                            : what[1] == 'c' ? RuleScope(Direction::Capture)
                                             : RuleScope();
    const Texts before[] = {sorted(listed(table, directions[0])),
                            sorted(listed(table, directions[1]))};
    if (what[0] == 'a')
        add(table, scope, what.substr(2));
    else if (what[0] == 'r')
        remove(table, scope, what.substr(2));
    else if (what[0] == 'e')
        erase(table, scope);
    for (const Direction direction : directions)
        must(!scope || *scope == direction ||
                 sorted(listed(table, direction)) == before[static_cast<int>(direction)],
             "the other direction is as it was");
    const RuleTable again = RuleTable::parse(table.text());
    must(again.faults().empty(), "a changed text is understood");
    for (const Direction direction : directions)
        must(listed(again, direction) == listed(table, direction), "a text says what holds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string_view text = input.substr(0, input.find('\1'));
    RuleTable table = RuleTable::parse(text);
    mustBeWhole(table, text);
    while (table.faults().empty() && input.find('\1') != input.npos) {
        input.remove_prefix(input.find('\1') + 1);
        change(table, input.substr(0, input.find('\1')));
    }
    return 0;
}
