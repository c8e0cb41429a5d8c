// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/options.h"

#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

std::expected<RulesOptions, UsageError> parse(Words words)
{
    Arguments arguments(std::move(words));
    return parseRulesOptions(arguments.span());
}

RulesOptions good(Words words)
{
    auto options = parse(std::move(words));
    EXPECT_TRUE(options.has_value()) << options.error().text;
    return options.value_or(RulesOptions{});
}

std::string complaint(Words words)
{
    const auto options = parse(std::move(words));
    return options ? "(none)" : options.error().text;
}

TEST(RulesOptions, showsWithoutACommand)
{
    EXPECT_EQ(good({}).command, RulesCommand::Show);
    EXPECT_FALSE(good({}).file || good({}).scope);
    EXPECT_EQ(good({"--capture"}).scope, Direction::Capture);
    EXPECT_EQ(good({"./mine"}).file, "./mine");
    EXPECT_EQ(good({"quake.rules", "--playback"}).file, "quake.rules");
}

TEST(RulesOptions, takesACommandWithWhatItIsAbout)
{
    const RulesOptions add = good({"mine", "add", "quake 0 0 direct", "--capture"});
    EXPECT_EQ(add.file, "mine");
    EXPECT_EQ(add.command, RulesCommand::Add);
    EXPECT_EQ(add.subject, "quake 0 0 direct");
    EXPECT_EQ(add.scope, Direction::Capture);
    EXPECT_EQ(good({"add", "quake", "0", "0", "direct"}).subject, "quake 0 0 direct");
    EXPECT_EQ(good({"remove", "my game"}).subject, "my game");
    EXPECT_EQ(good({"why", "--", "-x"}).subject, "-x");
    EXPECT_EQ(good({"check"}).command, RulesCommand::Check);
    EXPECT_EQ(good({"erase", "--playback", "--playback"}).scope, Direction::Playback);
    EXPECT_EQ(good({"show", "--help"}).help, true);
}

TEST(RulesOptions, mistakesAreExplained)
{
    const struct {
        Words words;
        std::string text;
    } mistakes[] = {
        {{"remov", "x"}, "remov is not a command of rules; did you mean remove?"},
        {{"frobnicate"},
         "frobnicate is not a command of rules; to name a file, write ./frobnicate"},
        {{"./x", "frobnicate"},
         "frobnicate is not a command of rules; to name a file, write ./frobnicate"},
        {{""}, " is not a command of rules; to name a file, write ./"},
        {{"add"}, "add needs more; write dsproxy rules add RULE"},
        {{"remove"}, "remove needs more; write dsproxy rules remove PROGRAM"},
        {{"check", "x"}, "check takes nothing more; leave out x"},
        {{"-x"}, "-x is not an option of rules; see dsproxy help rules"},
        {{"--capture", "--playback"}, "leave out --playback and --capture to mean both"},
        {{"frob\033nicate"},
         "frob\\x1bnicate is not a command of rules; to name a file, write ./frob\\x1bnicate"},
    };
    for (const auto& mistake : mistakes)
        EXPECT_EQ(complaint(mistake.words), mistake.text);
}

}  // namespace

}  // namespace dsproxy::cli
