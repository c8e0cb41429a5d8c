// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command.h"

#include "cli/check/help.h"
#include "cli/export/help.h"
#include "cli/help.h"
#include "cli/run/help.h"
#include "cli/tag/help.h"
#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

constexpr Subcommand commands[] = {
    {"run", "run [OPTIONS] [--] PROGRAM [ARGS]", "run PROGRAM with a virtual /dev/dsp", runHelp,
     [](std::span<char*>) { return 0; }},
    {"check", "check [DEVICE] [OPTIONS]", "test a device", checkHelp,
     [](std::span<char*>) { return 0; }},
};

Command parse(std::vector<std::string> words)
{
    Arguments arguments(std::move(words));
    return parseCommand(commands, arguments.span());
}

std::string answer(std::vector<std::string> words)
{
    const Command command = parse(std::move(words));
    const auto* text = std::get_if<Answer>(&command);
    return text ? std::string(text->text) : "(none)";
}

std::string complaint(std::vector<std::string> words)
{
    const Command command = parse(std::move(words));
    const auto* error = std::get_if<UsageError>(&command);
    return error ? error->text : "(none)";
}

TEST(Command, findsTheSubcommand)
{
    Arguments arguments({"check", "/dev/dsp1", "--help"});
    const Command check = parseCommand(commands, arguments.span());
    ASSERT_TRUE(std::holds_alternative<Invocation>(check));
    const auto& [command, args] = std::get<Invocation>(check);
    EXPECT_EQ(command, &commands[1]);
    ASSERT_EQ(args.size(), 2u);
    EXPECT_EQ(args[0], std::string("/dev/dsp1"));
}

TEST(Command, answers)
{
    for (const char* word : {"help", "--help", "-h"})
        EXPECT_EQ(answer({word}), generalHelp(commands));
    EXPECT_EQ(answer({"help", "run"}), runHelp);
    EXPECT_EQ(answer({"help", "check"}), checkHelp);
    EXPECT_TRUE(answer({"--version"}).starts_with("dsproxy "));
}

TEST(Command, explainsMistakes)
{
    EXPECT_TRUE(complaint({}).starts_with("nothing to do; write one of\n"));
    EXPECT_EQ(complaint({"rnu"}), "rnu is not a command; did you mean run?");
    EXPECT_EQ(complaint({"chekc", "x"}), "chekc is not a command; did you mean check?");
    EXPECT_EQ(complaint({"mpg123"}),
              "mpg123 is not a command; to run it, write dsproxy run mpg123");
    EXPECT_EQ(complaint({"--verbose"}), "--verbose is not an option of dsproxy; see dsproxy help");
    EXPECT_EQ(complaint({"help", "me"}), "there is no such help; dsproxy help lists what there is");
}

TEST(Help, linesFitATerminalAndNameEveryOption)
{
    const std::string general = generalHelp(commands);
    for (std::string_view text :
         {std::string_view(general), runHelp, checkHelp, exportHelp, tagHelp}) {
        EXPECT_TRUE(text.ends_with('\n'));
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            EXPECT_LE(end, 96u) << text.substr(0, end);
            text.remove_prefix(end + 1);
        }
    }
    for (const char* option : {"--record", "--to", "--input", "--log", "--format", "--pace",
                               "--tag", "--thorough", "--quiet", "--help"})
        EXPECT_NE(runHelp.find(option), std::string_view::npos) << option;
    for (const char* option : {"--format", "--quality", "--bitrate", "--tag", "--output", "--jobs",
                               "--force", "--quiet", "--help"})
        EXPECT_NE(exportHelp.find(option), std::string_view::npos) << option;
    for (const char* option : {"--tag", "--cover", "--remove-cover", "--json", "--help"})
        EXPECT_NE(tagHelp.find(option), std::string_view::npos) << option;
}

}  // namespace

}  // namespace dsproxy::cli
