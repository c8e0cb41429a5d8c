// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/rules.h"

#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/rules/edit.h"
#include "cli/rules/fault_text.h"
#include "cli/rules/help.h"
#include "cli/rules/load.h"
#include "cli/rules/options.h"
#include "cli/rules/why.h"
#include "cli/run/messages.h"

#include <unistd.h>

#include <cstdio>
#include <format>

namespace dsproxy::cli {

namespace {

int show(const RuleTable& table, RuleScope scope)
{
    if (!scope)
        return answer(table.text());
    std::string text;
    for (const Rule& rule : table.rules(*scope))
        text += ruleText(rule) + '\n';
    return answer(text);
}

void tell(const LoadedRules& loaded, std::size_t most)
{
    for (const std::string& text : faultTexts(loaded.file, loaded.table.faults(), most))
        std::fprintf(stderr, "dsproxy: %s\n", text.c_str());
}

int check(const LoadedRules& loaded)
{
    const auto& faults = loaded.table.faults();
    tell(loaded, faults.size());
    const int answered =
        answer(std::format("{} for playback, {} for capture\n",
                           counted(loaded.table.rules(Direction::Playback).size(), "rule"),
                           counted(loaded.table.rules(Direction::Capture).size(), "rule")));
    return faults.empty() ? answered : 1;
}

/// Of a program that is not here its name alone is known.
int why(const LoadedRules& loaded, const RulesOptions& options)
{
    const RuleTable& table = loaded.table;
    tell(loaded, 10);
    const std::string& name = options.subject;
    const auto program = executedAs(name);
    if (program)
        return answer(whyText(table, *program, ::getuid(), options.scope));
    std::fprintf(stderr, "dsproxy: %s is not found; what holds for one of this name:\n",
                 printable(name).c_str());
    const std::string file = name.substr(name.rfind('/') + 1);
    return answer(whyText(table, {name, file.substr(0, 15)}, ::getuid(), options.scope));
}

int look(const RulesOptions& options)
{
    const auto loaded = loadRules(options.file);
    if (!loaded) {
        std::fprintf(stderr, "dsproxy: %s\n", describe(loaded.error()).c_str());
        return 1;
    }
    if (options.command == RulesCommand::Check)
        return check(*loaded);
    if (options.command == RulesCommand::Why)
        return why(*loaded, options);
    return show(loaded->table, options.scope);
}

}  // namespace

int rulesMain(std::span<char*> args)
{
    const auto options = parseRulesOptions(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(rulesHelp);
    switch (options->command) {
    case RulesCommand::Add:
    case RulesCommand::Remove:
    case RulesCommand::Erase:
        return editRules(*options);
    case RulesCommand::Show:
    case RulesCommand::Check:
    case RulesCommand::Why:
        break;
    }
    return look(*options);
}

}  // namespace dsproxy::cli
