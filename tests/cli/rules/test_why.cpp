// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/why.h"

#include "cli/rules/meaning.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace dsproxy::cli {

namespace {

namespace fs = std::filesystem;

class WhyTest : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "dsproxy-why-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = fs::canonical(name);
        ::setenv("PATH", folder_.c_str(), 1);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void program(const char* name, std::string_view text) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        fs::permissions(folder_ / name, fs::perms(0755));
    }

    fs::path folder_;
};

TEST_F(WhyTest, findsAProgramAsTheSystemDoes)
{
    program("a-program-with-a-long-name", "\x7f"
                                          "ELF");
    fs::create_symlink("a-program-with-a-long-name", folder_ / "short");
    const auto found = executedAs("short");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->path, folder_ / "a-program-with-a-long-name");
    EXPECT_EQ(found->task, "short");
    EXPECT_EQ(executedAs((folder_ / "a-program-with-a-long-name").string())->task,
              "a-program-with-");
    EXPECT_FALSE(executedAs("none").has_value());
    EXPECT_FALSE(executedAs(folder_.string()).has_value());
    std::ofstream(folder_ / "data") << "x";
    EXPECT_FALSE(executedAs("data").has_value());
}

TEST_F(WhyTest, aScriptIsItsInterpreter)
{
    program("python3.9", "");
    fs::create_symlink("python3.9", folder_ / "python3");
    program("game.py", "#!" + (folder_ / "python3").string() + " -u\nprint()\n");
    EXPECT_EQ(executedAs("game.py")->path, folder_ / "python3.9");
    EXPECT_EQ(executedAs("game.py")->task, "game.py");
    program("tool", "#! /usr/bin/env python3\n");
    EXPECT_EQ(executedAs("tool")->path, folder_ / "python3.9");
    EXPECT_EQ(executedAs("tool")->task, "python3");
}

constexpr uid_t me = 1000;

TEST_F(WhyTest, saysTheLineAndTheReason)
{
    const RuleTable table =
        RuleTable::parse("# mine\n/usr/games/quake 4 1024\n[capture]\nquake 0 0 disable\n");
    EXPECT_EQ(whyText(table, {"/usr/games/quake", "quake"}, me, {}),
              "it runs /usr/games/quake, and its process is called quake\n"
              "playback: line 2 names its path: /usr/games/quake 4 1024\n"
              "    4 1024: 4 fragments of 1024 bytes, whatever it asks for\n"
              "capture: line 2 names its path: /usr/games/quake 4 1024\n"
              "    4 1024: 4 fragments of 1024 bytes, whatever it asks for\n"
              "  not line 4, which names its file, for line 2 is more exact: quake 0 0 disable\n");
    EXPECT_EQ(whyText(table, {"/opt/quake", "q"}, me, {}),
              "it runs /opt/quake, and its process is called q\n"
              "playback: no rule\n"
              "capture: line 4 names its file: quake 0 0 disable\n"
              "    disable: it cannot record; an open for both directions only plays\n");
    EXPECT_EQ(whyText(table, {"/opt/q", "quake"}, me, Direction::Capture),
              "it runs /opt/q, and its process is called quake\n"
              "capture: line 4 names its process: quake 0 0 disable\n"
              "    disable: it cannot record; an open for both directions only plays\n");
}

TEST_F(WhyTest, saysWhyEveryOtherLineDoesNotHold)
{
    RuleTable table = RuleTable::parse("q* 1 0\nerase\n* 0 0 mute\nq* 0 0 volume=50:60\n"
                                       "quake 0 0 uid=joe\nquake 0 0 uid=1001\n"
                                       "* 0 0 unmixed\nq? 0 0\n");
    EXPECT_EQ(
        whyText(table, {"/opt/quake", "quake"}, me, Direction::Playback),
        "it runs /opt/quake, and its process is called quake\n"
        "playback: line 7 is a pattern that fits: * 0 0 unmixed\n"
        "    unmixed: it wants the card for itself\n"
        "  not line 1, which is a pattern that fits, for line 2 erases it: q* 1 0\n"
        "  not line 3, which is a pattern that fits, for line 4 comes later: * 0 0 mute\n"
        "  not line 4, which is a pattern that fits, for line 7 comes later: q* 0 0 volume=50:60\n"
        "  not line 5, which names its file, for there is no user joe: quake 0 0 uid=joe\n"
        "  not line 6, which names its file, for it is for the user 1001: quake 0 0 uid=1001\n");
}

TEST_F(WhyTest, everyWordIsExplained)
{
    for (const std::string_view option : ruleOptions()) {
        std::string word(option);
        if (word.ends_with('='))
            word += word == "volume=" ? "5:6" : word == "format=" ? "S16_LE/2/44100" : "7";
        const auto rule = parseRule("x 0 0 " + word);
        ASSERT_TRUE(rule.has_value()) << word;
        for (const Direction direction : {Direction::Playback, Direction::Capture}) {
            const auto texts = meanings(*rule, direction);
            ASSERT_EQ(texts.size(), 1u) << word;
            EXPECT_TRUE(texts[0].starts_with(word + ": ")) << texts[0];
            EXPECT_FALSE(texts[0].ends_with("is not explained")) << texts[0];
        }
    }
}

TEST_F(WhyTest, valuesAreInTheExplanation)
{
    const auto rule =
        parseRule("x 3 0 volume=80 format=S16_LE/2/44100 route=a,\"b c\",d record=mp3");
    EXPECT_EQ(meanings(*rule, Direction::Playback),
              (std::vector<std::string>{
                  "3 0: 3 fragments, whatever it asks for",
                  "volume=80: it begins at 80 %",
                  "format=S16_LE/2/44100: it gets AFMT_S16_LE, 2 channels, 44100 Hz, whatever it "
                  "asks for",
                  "route=a,\"b c\",d: it plays to a, b c and d",
                  "record=mp3: its sound is recorded: mp3",
              }));
}

TEST_F(WhyTest, aStreamHasOneDirection)
{
    const RuleTable table = RuleTable::parse("quake 0 0 mute uid=1000\n");
    StreamFacts stream;
    stream.program = {"/opt/quake", "quake"};
    stream.uid = me;
    stream.direction = Direction::Capture;
    EXPECT_EQ(whyText(table, stream), "it runs /opt/quake, and its process is called quake\n"
                                      "capture: line 1 names its file: quake 0 0 mute uid=1000\n"
                                      "    mute: it begins muted\n"
                                      "    uid=1000: for this user only\n");
}

}  // namespace

}  // namespace dsproxy::cli
