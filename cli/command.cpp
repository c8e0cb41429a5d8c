// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command.h"

#include "cli/help.h"
#include "cli/log/utf8.h"
#include "cli/suggest.h"

#include <array>
#include <format>
#include <string>
#include <utility>

namespace dsproxy::cli {

namespace {

constexpr std::array<std::string_view, 3> words = {"run", "check", "help"};

Command run(std::span<char*> args)
{
    auto options = parseRunOptions(args);
    if (!options)
        return std::move(options.error());
    if (options->help)
        return Answer{helpText("run")};
    return std::move(*options);
}

Command help(std::span<char*> args)
{
    const std::string_view text = helpText(args.empty() ? "" : args.front());
    if (text.empty())
        return UsageError{"there is no such help; write dsproxy help [run|check]"};
    return Answer{text};
}

UsageError unknown(std::string_view word)
{
    const std::string shown = printable(word);
    if (word.starts_with('-'))
        return {std::format("{} is not an option of dsproxy; see dsproxy help", shown)};
    if (const std::string_view meant = suggest(word, words); !meant.empty())
        return {std::format("{} is not a command; did you mean {}?", shown, meant)};
    return {std::format("{0} is not a command; to run it, write dsproxy run {0}", shown)};
}

}  // namespace

Command parseCommand(std::span<char*> args)
{
    if (args.empty())
        return UsageError{std::string(shortHelp())};
    const std::string_view word = args.front();
    if (word == "run")
        return run(args.subspan(1));
    if (word == "check")
        return CheckArgs{args.subspan(1)};
    if (word == "help" || word == "--help" || word == "-h")
        return help(args.subspan(1));
    if (word == "--version")
        return Answer{versionText()};
    return unknown(word);
}

}  // namespace dsproxy::cli
