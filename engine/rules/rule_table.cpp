// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_table.h"

#include <algorithm>
#include <format>

namespace dsproxy {

namespace {

/// What the kernel keeps of the name of a process.
constexpr std::size_t taskNameMax = 15;

bool covers(RuleScope scope, Direction direction)
{
    return !scope || *scope == direction;
}

Direction other(Direction direction)
{
    return direction == Direction::Playback ? Direction::Capture : Direction::Playback;
}

std::string_view sectionText(Direction direction)
{
    return direction == Direction::Playback ? "[playback]" : "[capture]";
}

std::string_view withoutEnd(std::string_view raw)
{
    if (raw.ends_with('\n'))
        raw.remove_suffix(1);
    if (raw.ends_with('\r'))
        raw.remove_suffix(1);
    return raw;
}

bool isTaskName(std::string_view name, std::string_view task)
{
    return task.size() == taskNameMax ? name.substr(0, taskNameMax) == task : name == task;
}

std::optional<RuleTable::MatchedBy> matches(const Rule& rule, const ProgramNames& program)
{
    const std::string_view path = program.path;
    const std::string_view file = path.substr(path.rfind('/') + 1);
    if (rule.namesPath() ? rule.program == path : rule.program == file)
        return rule.namesPath() ? RuleTable::MatchedBy::Path : RuleTable::MatchedBy::FileName;
    if (!rule.namesPath() && isTaskName(rule.program, program.task))
        return RuleTable::MatchedBy::TaskName;
    const bool fits = rule.namesPath() ? matchesPattern(rule.program, path)
                                       : matchesPattern(rule.program, file) ||
                                             matchesPattern(rule.program, program.task);
    return rule.isPattern() && fits ? std::optional(RuleTable::MatchedBy::Pattern) : std::nullopt;
}

bool isFor(const Rule& rule, uid_t uid)
{
    return !rule.user || rule.user->uid == uid;
}

/// A rule that came to hold, or an end of all of them, takes the place of what held before.
void replace(std::vector<RuleTable::Match>& considered, RuleTable::Verdict verdict,
             std::size_t because)
{
    for (RuleTable::Match& match : considered)
        if (match.verdict == RuleTable::Verdict::Holds) {
            match.verdict = verdict;
            match.because = because;
        }
}

void consider(std::vector<RuleTable::Match>& considered, RuleTable::Match match, uid_t uid)
{
    using Verdict = RuleTable::Verdict;
    const auto holds = std::ranges::find(considered, Verdict::Holds, &RuleTable::Match::verdict);
    if (!isFor(match.rule, uid)) {
        match.verdict = Verdict::OtherUser;
    } else if (holds != considered.end() && holds->by < match.by) {
        match.verdict = Verdict::LessExact;
        match.because = holds->line;
    } else if (holds != considered.end()) {
        replace(considered, match.by < holds->by ? Verdict::LessExact : Verdict::Earlier,
                match.line);
    }
    considered.push_back(std::move(match));
}

}  // namespace

std::expected<RuleTable::Line, RuleFault> RuleTable::parseLine(std::string_view text,
                                                               RuleScope scope)
{
    const auto first = firstWord(text);
    if (!first)
        return std::unexpected(first.error());
    const std::string_view word = first->word;
    Line line{Line::Kind::Remark, {}, scope};
    if (!first->quoted && (word.empty() || word.starts_with('#')))
        return line;
    if (!first->quoted && word.starts_with('[')) {
        line.kind = Line::Kind::Section;
        for (const Direction direction : {Direction::Playback, Direction::Capture}) {
            line.scope = direction;
            if (word == sectionText(direction))
                return line;
        }
        return std::unexpected(RuleFault{RuleFault::What::UnknownSection, std::string(word)});
    }
    if (!first->quoted && (word == "erase" || word == "clear")) {
        line.kind = Line::Kind::Erase;
        return line;
    }
    auto rule = parseRule(text);
    if (!rule)
        return std::unexpected(rule.error());
    line.kind = Line::Kind::Rule;
    line.rule = std::move(*rule);
    return line;
}

RuleTable RuleTable::parse(std::string_view text)
{
    RuleTable table;
    RuleScope scope;
    bool nowhere =
        false;  // in a section that is none: better no effect than one on both directions
    while (!text.empty()) {
        const std::string_view raw = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        text.remove_prefix(raw.size());
        auto line = parseLine(withoutEnd(raw), scope);
        if (!line) {
            table.faults_.push_back(line.error());
            table.faults_.back().line = table.lines_.size() + 1;
            nowhere = nowhere || line.error().what == RuleFault::What::UnknownSection;
            line = Line{Line::Kind::Fault, {}, scope};
        }
        nowhere = nowhere && line->kind != Line::Kind::Section;
        if (nowhere && line->kind != Line::Kind::Remark)
            line->kind = Line::Kind::Fault;
        scope = line->scope;
        line->raw = raw;
        table.lines_.push_back(std::move(*line));
    }
    return table;
}

std::string RuleTable::text() const
{
    std::string text;
    for (const Line& line : lines_)
        text += line.raw;
    return text;
}

void RuleTable::resolveUsers(
    const std::function<std::optional<uid_t>(const std::string& name)>& lookup)
{
    for (Line& line : lines_)
        if (line.kind == Line::Kind::Rule && line.rule.user && !line.rule.user->uid)
            line.rule.user->uid = lookup(line.rule.user->name);
}

std::vector<RuleTable::Match> RuleTable::considered(const ProgramNames& program, uid_t uid,
                                                    Direction direction) const
{
    std::vector<Match> considered;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Line& line = lines_[i];
        if (!covers(line.scope, direction))
            continue;
        if (line.kind == Line::Kind::Erase)
            replace(considered, Verdict::Erased, i + 1);
        if (line.kind != Line::Kind::Rule)
            continue;
        if (const auto by = matches(line.rule, program))
            consider(considered, Match{i + 1, *by, line.rule, line.scope}, uid);
    }
    return considered;
}

std::optional<RuleTable::Match> RuleTable::match(const ProgramNames& program, uid_t uid,
                                                 Direction direction) const
{
    for (Match& match : considered(program, uid, direction))
        if (match.verdict == Verdict::Holds)
            return std::move(match);
    return std::nullopt;
}

std::optional<OpenRule> RuleTable::find(const ProgramNames& program, uid_t uid,
                                        Direction direction) const
{
    const auto found = match(program, uid, direction);
    if (!found)
        return std::nullopt;
    return OpenRule{found->rule.overrides, found->line, ruleText(found->rule)};
}

StreamPolicy RuleTable::policyFor(const ProgramNames& program, uid_t uid, Direction direction) const
{
    const auto found = match(program, uid, direction);
    if (!found)
        return {};
    StreamPolicy policy = found->rule.policy;
    policy.line = found->line;
    return policy;
}

RuleTable::Key RuleTable::keyOf(const Rule& rule)
{
    return {rule.program, rule.user ? std::string_view(rule.user->name) : std::string_view()};
}

/// Those that hold.
std::map<RuleTable::Key, const RuleTable::Line*> RuleTable::active(Direction direction) const
{
    std::map<Key, const Line*> active;
    for (const Line& line : lines_) {
        if (!covers(line.scope, direction))
            continue;
        if (line.kind == Line::Kind::Erase)
            active.clear();
        if (line.kind == Line::Kind::Rule)
            active.insert_or_assign(keyOf(line.rule), &line);
    }
    return active;
}

bool RuleTable::hasPolicies() const
{
    return std::ranges::any_of(lines_, [](const Line& line) {
        return line.kind == Line::Kind::Rule && line.rule.policy != StreamPolicy{};
    });
}

std::vector<Rule> RuleTable::rules(Direction direction) const
{
    const auto held = active(direction);
    std::vector<Rule> rules;
    for (const Line& line : lines_)
        if (const auto found = held.find(keyOf(line.rule));
            found != held.end() && found->second == &line)
            rules.push_back(line.rule);
    return rules;
}

/// Behind the last line of the scope that says something, or else behind its remarks.
std::optional<std::size_t> RuleTable::endOf(RuleScope scope) const
{
    std::optional<std::size_t> end;
    bool remarks_only = true;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Line& line = lines_[i];
        const bool remark = line.kind == Line::Kind::Remark;
        if (line.scope != scope || (remark && (!remarks_only || withoutEnd(line.raw).empty())))
            continue;
        remarks_only = remark;
        end = i + 1;
    }
    return end;
}

void RuleTable::insert(const Rule& rule, RuleScope scope)
{
    if (!lines_.empty() && !lines_.back().raw.ends_with('\n'))
        lines_.back().raw += '\n';
    auto at = endOf(scope);
    if (!at && scope) {
        if (!lines_.empty())
            lines_.push_back({Line::Kind::Remark, "\n", lines_.back().scope});
        lines_.push_back({Line::Kind::Section, std::format("{}\n", sectionText(*scope)), scope});
        at = lines_.size();
    }
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at.value_or(0)),
                  Line{Line::Kind::Rule, ruleText(rule) + '\n', scope, rule});
}

void RuleTable::add(const Rule& rule, RuleScope scope)
{
    const auto held = active(scope.value_or(Direction::Playback));
    const auto found = held.find(keyOf(rule));
    if (found == held.end() || found->second->scope != scope)
        return insert(rule, scope);
    Line& line = lines_[static_cast<std::size_t>(found->second - lines_.data())];
    line.raw = ruleText(rule) + '\n';
    line.rule = rule;
}

/// What holds for both directions and is to end in `scope` holds for the other one from now on.
void RuleTable::narrow(Direction scope, const std::function<bool(const Line&)>& chosen)
{
    std::vector<Rule> kept;
    for (const auto& [key, line] : active(other(scope)))
        if (!line->scope && chosen(*line))
            kept.push_back(line->rule);
    std::erase_if(lines_, [&](const Line& line) {
        return line.kind == Line::Kind::Rule && covers(line.scope, scope) && chosen(line);
    });
    for (const Rule& rule : kept)
        insert(rule, other(scope));
}

bool RuleTable::remove(std::string_view program, RuleScope scope)
{
    const auto chosen = [&](const Line& line) {
        return line.kind == Line::Kind::Rule && line.rule.program == program;
    };
    const auto unwanted = [&](const Line& line) {
        return chosen(line) && (!scope || covers(line.scope, *scope));
    };
    if (std::ranges::none_of(lines_, unwanted))
        return false;
    if (scope)
        narrow(*scope, chosen);
    else
        std::erase_if(lines_, chosen);
    return true;
}

void RuleTable::erase(RuleScope scope)
{
    if (scope)
        narrow(*scope, [](const Line&) { return true; });
    else
        std::erase_if(lines_, [](const Line& line) { return line.kind == Line::Kind::Rule; });
}

}  // namespace dsproxy
