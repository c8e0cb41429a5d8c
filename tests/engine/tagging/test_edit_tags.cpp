// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/edit_tags.h"
#include "engine/tagging/tag_file.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

#include <filesystem>

namespace dsproxy::test {
namespace {

const TagEdit newTitle{.texts = {{"title", "new"}}, .cover = {}};

std::string made(const TempDir& dir, const std::string& name)
{
    shell("sox -n -r 44100 -b 16 " + dir / name + " synth 1 pinknoise");
    return dir / name;
}

std::size_t files(const std::string& folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(EditTags, theFileIsReplacedAndStaysWhoseItWas)
{
    const TempDir dir;
    const std::string path = made(dir, "a.flac");
    ASSERT_EQ(chmod(path.c_str(), 0640), 0);
    struct stat before{};
    ASSERT_EQ(stat(path.c_str(), &before), 0);
    ASSERT_TRUE(editTags(path, newTitle));
    struct stat after{};
    ASSERT_EQ(stat(path.c_str(), &after), 0);
    EXPECT_EQ(after.st_mode, before.st_mode);
    EXPECT_EQ(after.st_uid, before.st_uid);
    EXPECT_NE(after.st_ino, before.st_ino) << "never changed in place";
    EXPECT_EQ(readTags(path)->texts.at("title"), std::vector<std::string>{"new"});
    EXPECT_EQ(files(dir / ""), 1u);
}

TEST(EditTags, nothingToChangeTouchesNothing)
{
    const TempDir dir;
    const std::string path = made(dir, "a.flac");
    ASSERT_TRUE(editTags(path, newTitle));
    struct stat before{};
    ASSERT_EQ(stat(path.c_str(), &before), 0);
    ASSERT_TRUE(editTags(path, newTitle));
    struct stat after{};
    ASSERT_EQ(stat(path.c_str(), &after), 0);
    EXPECT_EQ(after.st_ino, before.st_ino);
}

TEST(EditTags, aLinkStaysALink)
{
    const TempDir dir;
    made(dir, "a.flac");
    ASSERT_EQ(symlink("a.flac", (dir / "link.flac").c_str()), 0);
    ASSERT_TRUE(editTags(dir / "link.flac", newTitle));
    EXPECT_TRUE(std::filesystem::is_symlink(dir / "link.flac"));
    EXPECT_EQ(readTags(dir / "a.flac")->texts.at("title"), std::vector<std::string>{"new"});
}

TEST(EditTags, aFullDiskLeavesTheFileAsItWas)
{
    const TempDir dir;
    const std::string path = made(dir, "a.wav");
    inChildWithDisk(dir / "disk", 150'000, [&] {
        std::filesystem::copy_file(path, dir / "disk/a.wav");
        const ByteVector before = readFile(dir / "disk/a.wav");
        const auto edited = editTags(dir / "disk/a.wav", newTitle);
        ASSERT_FALSE(edited);
        EXPECT_EQ(edited.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(edited.error().subject, dir / "disk/a.wav");
        EXPECT_EQ(readFile(dir / "disk/a.wav"), before);
        EXPECT_EQ(files(dir / "disk"), 1u);
    });
}

TEST(EditTags, refusals)
{
    const TempDir dir;
    writeFile(dir / "text.mp3", ByteVector(1000, std::byte{'x'}));
    EXPECT_EQ(editTags(dir / "text.mp3", newTitle).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(editTags(dir / "none.mp3", newTitle).error().sys, ENOENT);
    EXPECT_EQ(editTags(dir / "", newTitle).error().sys, EISDIR);
    ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
    EXPECT_EQ(editTags(dir / "fifo", newTitle).error().sys, ESPIPE);
    EXPECT_EQ(files(dir / ""), 2u);
}

}  // namespace
}  // namespace dsproxy::test
