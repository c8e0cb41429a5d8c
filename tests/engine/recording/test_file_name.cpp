// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/base/utf8.h"
#include "engine/recording/file_name.h"
#include "engine/recording/music_folder.h"
#include "engine/recording/new_file.h"
#include "engine/recording/plain_text.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>
#include <random>

namespace dsproxy::test {
namespace {

NameFacts facts()
{
    NameFacts facts;
    facts.stream.program = {"/usr/bin/mpg123", "mpg123"};
    facts.stream.pid = 77;
    facts.stream.node = "/dev/dsp1";
    facts.stream.song = "Song";
    facts.stream.label = "Label";
    facts.user = "anna";
    facts.format = "flac";
    facts.number = 3;
    facts.time.tm_year = 126;
    facts.time.tm_mon = 0;
    facts.time.tm_mday = 9;
    facts.time.tm_hour = 8;
    facts.time.tm_min = 5;
    return facts;
}

std::string withSong(const std::string& name, const std::string& song)
{
    NameFacts hostile = facts();
    hostile.stream.song = song;
    return fileName(name, hostile);
}

TEST(FileName, tokens)
{
    EXPECT_EQ(fileName("%p %P %n %u %s %l %N %f 100%%", facts()),
              "mpg123 77 dsp1 anna Song Label 3 flac 100%");
    EXPECT_EQ(fileName("%d %t", facts()), "2026-01-09 08-05-00");
    EXPECT_EQ(fileName("%u/%p/%s", facts()), "anna/mpg123/Song");
}

TEST(FileName, nothingForATokenLeavesNoDoubleSeparators)
{
    EXPECT_EQ(withSong("%p - %s - %N", ""), "mpg123 - 3");
    EXPECT_EQ(withSong("%s - %p", ""), "mpg123");
    EXPECT_EQ(withSong("%p_%s", ""), "mpg123");
    EXPECT_EQ(withSong("%s", ""), "recording");
    EXPECT_EQ(withSong("%s/%s", ""), "recording");
    EXPECT_EQ(withSong("x/%s/y", ""), "x/y");
    EXPECT_EQ(fileName("", facts()), "recording");
}

TEST(FileName, hostileSongsStayInTheirFolder)
{
    EXPECT_EQ(withSong("%s", "../../x"), "x");
    EXPECT_EQ(withSong("%p %s", "../../x"), "mpg123 ..-..-x");
    EXPECT_EQ(withSong("%s", "/etc/passwd"), "etc-passwd");
    EXPECT_EQ(withSong("%s", ".."), "recording");
    EXPECT_EQ(withSong("%s", ".hidden"), "hidden");
    EXPECT_EQ(withSong("%s", "-rf"), "rf");
    EXPECT_EQ(withSong("%s", "two\nlines\tand \x1b[31mred"), "two lines and [31mred");
    EXPECT_EQ(withSong("%s", std::string("a\0b", 3)), "a b");
    EXPECT_EQ(withSong("%s", "lat\xedn"), "lat\ufffdn");
    EXPECT_EQ(withSong("../%s", "x"), "x") << "nor does the template leave it";
    EXPECT_EQ(withSong("a/../../%s", "x"), "a/x");
    EXPECT_EQ(withSong("%s", "%p"), "%p") << "a value is not read again";
}

TEST(FileName, longNamesAreCutBetweenCharacters)
{
    EXPECT_EQ(withSong("%s", std::string(300, 'x')), std::string(180, 'x'));
    std::string umlauts = "x";
    for (int i = 0; i < 150; ++i)
        umlauts += "ä";
    const std::string name = withSong("%s", umlauts);
    EXPECT_EQ(name, umlauts.substr(0, 179));
}

TEST(FileName, noSongWhateverMakesABadName)
{
    std::mt19937 random(1);
    const std::string_view bytes = "/.- _a\n%\xc3\xa4\xff\x1b";
    for (int i = 0; i < 20'000; ++i) {
        std::string song;
        for (auto length = random() % 12; length > 0; --length)
            song += random() % 2 ? bytes[random() % bytes.size()] : static_cast<char>(random());
        const std::string name = withSong("%s", song);
        ASSERT_TRUE(isUtf8(name)) << song;
        ASSERT_FALSE(name.empty());
        ASSERT_TRUE(name.find('/') == name.npos && name[0] != '.' && name[0] != '-') << song;
        ASSERT_EQ(plainText(name), name) << song;
    }
}

TEST(FileName, anUnknownTokenIsNamed)
{
    EXPECT_TRUE(checkTemplate("%p%%%N"));
    EXPECT_EQ(checkTemplate("a %x").error().subject, "%x");
    EXPECT_EQ(checkTemplate("100%").error().subject, "%");
    EXPECT_EQ(fileName("100%", facts()), "100%") << "and does no harm";
}

TEST(NewFile, takesTheNextNumberAndMakesFolders)
{
    const TempDir dir;
    EXPECT_EQ(makeNewFile(dir / "a/b/c", ".wav"), dir / "a/b/c.wav");
    EXPECT_EQ(makeNewFile(dir / "a/b/c", ".wav"), dir / "a/b/c-2.wav");
    std::filesystem::create_symlink(dir / "nowhere", dir / "a/b/c-3.wav");
    EXPECT_EQ(makeNewFile(dir / "a/b/c", ".wav"), dir / "a/b/c-4.wav") << "a link is there, too";
    EXPECT_FALSE(std::filesystem::exists(dir / "nowhere"));
}

TEST(NewFile, aFileInTheWayIsAnError)
{
    const TempDir dir;
    writeFile(dir / "a", ByteVector(1));
    const auto made = makeNewFile(dir / "a/b/c", ".wav");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().sys, ENOTDIR);
}

TEST(MusicFolder, isWhatTheDesktopSays)
{
    const TempDir dir;
    inChild([&] {
        setenv("HOME", (dir / "home").c_str(), 1);
        setenv("XDG_CONFIG_HOME", (dir / "config").c_str(), 1);
        EXPECT_EQ(musicFolder(), dir / "home/Music/dsproxy");
        EXPECT_EQ(recordingFolder("~/x"), dir / "home/x");
        EXPECT_EQ(recordingFolder("/x"), "/x");
        std::filesystem::create_directory(dir / "config");
        const auto say = [&](const std::string& text) {
            writeFile(dir / "config/user-dirs.dirs", std::as_bytes(std::span(text)));
        };
        say("# XDG_MUSIC_DIR=\"$HOME/no\"\nXDG_MUSIC_DIR=\"$HOME/Meine \\\"Musik\\\"\"\n");
        EXPECT_EQ(recordingFolder(""), dir / "home/Meine \"Musik\"/dsproxy");
        say("XDG_MUSIC_DIR=\"/srv/music\"\n");
        EXPECT_EQ(musicFolder(), "/srv/music/dsproxy");
        say("XDG_MUSIC_DIR=\"relative\"\nXDG_MUSIC_DIR=\"\nXDG_MUSIC_DIR=\n");
        EXPECT_EQ(musicFolder(), dir / "home/Music/dsproxy");
    });
}

}  // namespace
}  // namespace dsproxy::test
