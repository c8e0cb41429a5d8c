// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_file.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;

class RuleFileTest : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "dsproxy-rules-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string path(const char* name) const { return folder_ / name; }

    void write(const char* name, std::string_view text) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }

    std::string content(const char* name) const
    {
        std::ifstream file(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Names in the folder.
    std::size_t count() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
    }

    unsigned mode(const char* name) const
    {
        struct stat status{};
        ::stat(path(name).c_str(), &status);
        return status.st_mode & 07777;
    }

    Result<void> replace(const char* name, std::string_view text) const
    {
        const auto file = RuleFile::lock(path(name));
        if (!file)
            return std::unexpected(file.error());
        return file->replace(text);
    }

    fs::path folder_;
};

TEST_F(RuleFileTest, isMadeWithItsFolders)
{
    const auto file = RuleFile::lock(path("a/b/rules"));
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->read().value_or("?"), "");
    ASSERT_TRUE(file->replace("quake 0 0\n").has_value());
    EXPECT_EQ(file->read().value_or("?"), "quake 0 0\n");
    EXPECT_EQ(mode("a/b/rules"), 0600u);
    EXPECT_EQ(readRules(path("a/b/rules")).value_or("?"), "quake 0 0\n");
}

TEST_F(RuleFileTest, keepsItsModeAndLeavesNothingElse)
{
    write("rules", "old");
    fs::permissions(folder_ / "rules", fs::perms(0644));
    ASSERT_TRUE(replace("rules", std::string("new\0line\n", 9)).has_value());
    EXPECT_EQ(content("rules"), std::string("new\0line\n", 9));
    EXPECT_EQ(mode("rules"), 0644u);
    EXPECT_EQ(count(), 1u);
}

TEST_F(RuleFileTest, linksStayLinks)
{
    fs::create_directory(folder_ / "dots");
    write("dots/real", "old");
    fs::create_symlink("dots/real", folder_ / "middle");
    fs::create_symlink(folder_ / "middle", folder_ / "rules");
    ASSERT_TRUE(replace("rules", "new").has_value());
    EXPECT_TRUE(fs::is_symlink(folder_ / "rules"));
    EXPECT_TRUE(fs::is_symlink(folder_ / "middle"));
    EXPECT_EQ(content("dots/real"), "new");
    fs::create_symlink("dots/later", folder_ / "dangling");
    ASSERT_TRUE(replace("dangling", "made").has_value());
    EXPECT_EQ(content("dots/later"), "made");
}

TEST_F(RuleFileTest, whatIsNoFileIsLeftAlone)
{
    fs::create_directory(folder_ / "folder");
    EXPECT_EQ(RuleFile::lock(path("folder")).error().sys, EISDIR);
    EXPECT_EQ(RuleFile::lock("/dev/null").error().sys, EINVAL);
    fs::create_symlink("loop", folder_ / "loop");
    EXPECT_EQ(RuleFile::lock(path("loop")).error().sys, ELOOP);
    write("file", "");
    EXPECT_EQ(RuleFile::lock(path("file/rules")).error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(readRules(path("none")).error().sys, ENOENT);
    EXPECT_EQ(readRules(path("folder")).error().sys, EISDIR);
    EXPECT_EQ(readRules("/dev/zero").error().sys, EFBIG);
    EXPECT_EQ(readRules("/dev/null").value_or("?"), "");
}

/// In a process of its own, whose files may have 16 bytes: the errno that it ends with.
[[noreturn]] void replaceWithoutRoom(const RuleFile& file)
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{16, 16};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto replaced = file.replace(std::string(4096, '#'));
    std::exit(replaced ? 0 : replaced.error().sys);
}

TEST_F(RuleFileTest, aFullDiskLosesNothing)
{
    write("rules", "old\n");
    const auto file = RuleFile::lock(path("rules"));
    ASSERT_TRUE(file.has_value());
    EXPECT_EXIT(replaceWithoutRoom(*file), testing::ExitedWithCode(EFBIG), "");
    EXPECT_EQ(content("rules"), "old\n");
    EXPECT_EQ(count(), 1u);
}

TEST_F(RuleFileTest, changesAtOnceAreMadeOneAfterTheOther)
{
    constexpr int writers = 8;
    constexpr int lines = 20;
    std::vector<std::jthread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([this] {
            for (int line = 0; line < lines; ++line) {
                const auto file = RuleFile::lock(path("rules"));
                ASSERT_TRUE(file.has_value());
                ASSERT_TRUE(file->replace(*file->read() + "x 0 0\n").has_value());
            }
        });
    threads.clear();
    EXPECT_EQ(content("rules").size(), std::string_view("x 0 0\n").size() * writers * lines);
    EXPECT_EQ(count(), 1u);
}

}  // namespace

}  // namespace dsproxy
