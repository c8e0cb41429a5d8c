// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command.h"

#include "cli/help.h"
#include "cli/log/utf8.h"
#include "cli/suggest.h"

#include <algorithm>
#include <format>
#include <vector>

namespace dsproxy::cli {

namespace {

using Commands = std::span<const Subcommand>;

const Subcommand* find(Commands commands, std::string_view name)
{
    const auto found = std::ranges::find(commands, name, &Subcommand::name);
    return found == commands.end() ? nullptr : &*found;
}

std::vector<std::string_view> words(Commands commands)
{
    std::vector<std::string_view> all = {"help"};
    for (const Subcommand& command : commands)
        all.push_back(command.name);
    return all;
}

Command help(Commands commands, std::span<char*> args)
{
    if (args.empty())
        return Answer{generalHelp(commands)};
    if (const Subcommand* command = find(commands, args.front()))
        return Answer{std::string(command->help)};
    return UsageError{"there is no such help; dsproxy help lists what there is"};
}

UsageError unknown(Commands commands, std::string_view word)
{
    const std::string shown = printable(word);
    if (word.starts_with('-'))
        return {std::format("{} is not an option of dsproxy; see dsproxy help", shown)};
    if (const std::string_view meant = suggest(word, words(commands)); !meant.empty())
        return {std::format("{} is not a command; did you mean {}?", shown, meant)};
    return {std::format("{0} is not a command; to run it, write dsproxy run {0}", shown)};
}

}  // namespace

Command parseCommand(Commands commands, std::span<char*> args)
{
    if (args.empty())
        return UsageError{shortHelp(commands)};
    const std::string_view word = args.front();
    if (const Subcommand* command = find(commands, word))
        return Invocation{command, args.subspan(1)};
    if (word == "help" || word == "--help" || word == "-h")
        return help(commands, args.subspan(1));
    if (word == "--version")
        return Answer{std::string(versionText())};
    return unknown(commands, word);
}

}  // namespace dsproxy::cli
