// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command.h"

#include "cli/help.h"
#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

Command parse(std::vector<std::string> words)
{
    Arguments arguments(std::move(words));
    return parseCommand(arguments.span());
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
    const Command check = parseCommand(arguments.span());
    ASSERT_TRUE(std::holds_alternative<CheckArgs>(check));
    EXPECT_EQ(std::get<CheckArgs>(check).args.size(), 2u);
    EXPECT_EQ(std::get<CheckArgs>(check).args[0], std::string("/dev/dsp1"));

    const Command run = parse({"run", "mtv"});
    ASSERT_TRUE(std::holds_alternative<RunOptions>(run));
    EXPECT_EQ(std::get<RunOptions>(run).program.at(0), "mtv");
}

TEST(Command, answers)
{
    for (const char* word : {"help", "--help", "-h"})
        EXPECT_EQ(answer({word}), helpText(""));
    EXPECT_EQ(answer({"help", "run"}), helpText("run"));
    EXPECT_EQ(answer({"run", "--help"}), helpText("run"));
    EXPECT_EQ(answer({"help", "check"}), helpText("check"));
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
    EXPECT_EQ(complaint({"help", "me"}), "there is no such help; write dsproxy help [run|check]");
    EXPECT_EQ(complaint({"run"}),
              "no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]");
}

TEST(Help, linesFitATerminalAndNameEveryOption)
{
    for (const char* topic : {"", "run", "check"}) {
        std::string_view text = helpText(topic);
        EXPECT_TRUE(text.ends_with('\n'));
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            EXPECT_LE(end, 96u) << text.substr(0, end);
            text.remove_prefix(end + 1);
        }
    }
    for (const char* option : {"--record", "--to", "--input", "--log", "--format", "--pace",
                               "--tag", "--quiet", "--help"})
        EXPECT_NE(helpText("run").find(option), std::string_view::npos) << option;
}

}  // namespace

}  // namespace dsproxy::cli
