// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/edit.h"

#include "cli/log/utf8.h"
#include "cli/rules/fault_text.h"
#include "cli/rules/load.h"
#include "cli/run/messages.h"
#include "engine/rules/rule_file.h"
#include "engine/rules/users.h"

#include <unistd.h>

#include <cstdio>
#include <format>

namespace dsproxy::cli {

namespace {

using Change = std::expected<void, std::string>;

int failed(const std::string& text)
{
    std::fprintf(stderr, "dsproxy: %s\n", text.c_str());
    return 1;
}

const char* nameOf(Direction direction)
{
    return direction == Direction::Playback ? "playback" : "capture";
}

/// A line further down may be about the same program.
void tellShadows(const RuleTable& table, const Rule& rule, RuleScope scope)
{
    const ProgramNames program{rule.program, rule.program.substr(0, 15)};
    const uid_t uid = rule.user && rule.user->uid ? *rule.user->uid : ::getuid();
    for (const Direction direction : {Direction::Playback, Direction::Capture}) {
        const auto found = table.match(program, uid, direction);
        if ((scope && *scope != direction) || (found && found->scope == scope))
            continue;
        const std::string instead = found ? std::format("line {} counts instead: {}", found->line,
                                                        printable(ruleText(found->rule)))
                                          : "an erase further down ends it";
        std::fprintf(stderr, "dsproxy: for %s %s\n", nameOf(direction), instead.c_str());
    }
}

Change add(RuleTable& table, const RulesOptions& options)
{
    auto rule = parseRule(options.subject);
    if (!rule)
        return std::unexpected(faultText(rule.error()));
    if (rule->user && !rule->user->uid)
        rule->user->uid = systemUser(rule->user->name);
    if (rule->user && !rule->user->uid)
        return std::unexpected(std::format("there is no user {}", printable(rule->user->name)));
    table.add(*rule, options.scope);
    tellShadows(table, *rule, options.scope);
    return {};
}

Change change(RuleTable& table, const RulesOptions& options)
{
    if (options.command == RulesCommand::Add)
        return add(table, options);
    if (options.command == RulesCommand::Erase)
        table.erase(options.scope);
    else if (!table.remove(options.subject, options.scope))
        return std::unexpected(std::format("no rule names {}; dsproxy rules show lists them",
                                           printable(options.subject)));
    return {};
}

}  // namespace

int editRules(const RulesOptions& options)
{
    const auto path = options.file ? options.file : userRulesFile();
    if (!path)
        return failed("neither XDG_CONFIG_HOME nor HOME is set; name the file of the rules");
    const auto file = RuleFile::lock(*path);
    if (!file)
        return failed(describe(file.error()));
    const auto text = file->read();
    if (!text)
        return failed(describe(text.error()));
    RuleTable table = RuleTable::parse(*text);
    table.resolveUsers(systemUser);
    for (const std::string& fault : faultTexts(*path, table.faults()))
        failed(fault);
    if (!table.faults().empty())
        return failed(printable(*path) + " is not changed; correct it first");
    if (const Change changed = change(table, options); !changed)
        return failed(changed.error());
    const auto saved = file->replace(table.text());
    return saved ? 0 : failed(describe(saved.error()));
}

}  // namespace dsproxy::cli
