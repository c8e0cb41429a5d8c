// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/why.h"

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

TEST_F(WhyTest, saysTheLineAndTheReason)
{
    const RuleTable table =
        RuleTable::parse("# mine\n/usr/games/quake 4 1024\n[capture]\nquake 0 0 disable\n");
    const ProgramNames program{"/usr/games/quake", "quake"};
    EXPECT_EQ(whyText(table, program, {}),
              "it runs /usr/games/quake, and its process is called quake\n"
              "playback: line 2 names its path: /usr/games/quake 4 1024\n"
              "capture: line 2 names its path: /usr/games/quake 4 1024\n");
    EXPECT_EQ(whyText(table, {"/opt/quake", "q"}, {}),
              "it runs /opt/quake, and its process is called q\n"
              "playback: no rule\n"
              "capture: line 4 names its file: quake 0 0 disable\n");
    EXPECT_EQ(whyText(table, {"/opt/q", "quake"}, Direction::Capture),
              "it runs /opt/q, and its process is called quake\n"
              "capture: line 4 names its process: quake 0 0 disable\n");
}

}  // namespace

}  // namespace dsproxy::cli
