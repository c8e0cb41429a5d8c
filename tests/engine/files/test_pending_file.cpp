// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/files/pending_file.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

#include <filesystem>
#include <set>

namespace dsproxy::test {
namespace {

const ByteVector old(3, std::byte{1});
const ByteVector fresh(5, std::byte{2});

std::set<std::string> names(const TempDir& dir)
{
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(dir / ""))
        all.insert(entry.path().filename());
    return all;
}

/// Writes FRESH through a pending file and commits it.
Result<void> put(const std::string& target, Existing existing)
{
    return PendingFile::create(target).and_then([&](PendingFile file) {
        writeFile(file.path(), fresh);
        return file.commit(existing);
    });
}

TEST(PendingFile, appearsWhenItIsWhole)
{
    const TempDir dir;
    auto file = PendingFile::create(dir / "a.wav");
    ASSERT_TRUE(file);
    writeFile(file->path(), fresh);
    EXPECT_EQ(names(dir).size(), 1u);
    EXPECT_FALSE(names(dir).contains("a.wav"));
    ASSERT_TRUE(file->commit(Existing::Keep));
    EXPECT_EQ(names(dir), std::set<std::string>{"a.wav"});
    EXPECT_EQ(readFile(dir / "a.wav"), fresh);
}

TEST(PendingFile, goesWhenNobodyCommitsIt)
{
    const TempDir dir;
    {
        auto file = PendingFile::create(dir / "a.wav");
        ASSERT_TRUE(file);
        const PendingFile moved = std::move(*file);
        EXPECT_EQ(names(dir).size(), 1u);
    }
    EXPECT_TRUE(names(dir).empty());
}

TEST(PendingFile, existingFilesAreKeptOrReplacedAsAsked)
{
    const TempDir dir;
    writeFile(dir / "a.wav", old);
    const auto kept = put(dir / "a.wav", Existing::Keep);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().sys, EEXIST);
    EXPECT_EQ(kept.error().subject, dir / "a.wav");
    EXPECT_EQ(readFile(dir / "a.wav"), old);
    EXPECT_TRUE(put(dir / "a.wav", Existing::Replace));
    EXPECT_EQ(readFile(dir / "a.wav"), fresh);
    EXPECT_EQ(names(dir), std::set<std::string>{"a.wav"});
}

TEST(PendingFile, aNameMayBeAsLongAsNamesCanBe)
{
    const TempDir dir;
    const std::string name = dir / std::string(255, 'a');
    EXPECT_TRUE(put(name, Existing::Keep));
    EXPECT_EQ(readFile(name), fresh);
}

TEST(PendingFile, hasTheRightsOfANewFile)
{
    const TempDir dir;
    const mode_t mask = umask(027);
    EXPECT_TRUE(put(dir / "a.wav", Existing::Keep));
    umask(mask);
    struct stat status{};
    ASSERT_EQ(stat((dir / "a.wav").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST(PendingFile, errorsAreAboutTheTarget)
{
    const TempDir dir;
    const auto file = PendingFile::create(dir / "none/a.wav");
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(file.error().sys, ENOENT);
    EXPECT_EQ(file.error().subject, dir / "none/a.wav");
    std::filesystem::create_directory(dir / "folder");
    const auto folder = put(dir / "folder", Existing::Replace);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().sys, EISDIR);
    EXPECT_EQ(names(dir), std::set<std::string>{"folder"});
}

}  // namespace
}  // namespace dsproxy::test
