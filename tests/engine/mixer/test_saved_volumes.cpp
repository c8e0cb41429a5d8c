// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/saved_volumes.h"

#include "oss/abi.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <format>
#include <fstream>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t never = ~std::uint64_t{0};
constexpr std::uint64_t delay = SavedVolumes::delay_ns;

MixerValues with(std::uint32_t control, std::uint32_t value)
{
    MixerValues values = untouchedMixer();
    values[control] = value;
    return values;
}

TEST(VolumesText, IsReadAsItWasWritten)
{
    MixerValues all{};
    for (std::uint32_t control = 0; control < mixerControls; ++control)
        all[control] = asMixerTakes(control, mixerVolume(control, control + 1));
    const std::vector<ProgramVolumes> programs{
        {"/usr/bin/a ]b[", all}, {"", with(recordSourceControl, 0)}, {"c", untouchedMixer()}};
    const ParsedVolumes parsed = parseVolumes(volumesText(programs));
    EXPECT_TRUE(parsed.whole);
    EXPECT_EQ(parsed.programs, programs);
}

TEST(VolumesText, NamesWhatIsNotUntouched)
{
    MixerValues values = with(SOUND_MIXER_PCM, mixerVolume(50, 60));
    values[recordSourceControl] = 1u << SOUND_MIXER_LINE | 1u << SOUND_MIXER_CD;
    EXPECT_EQ(volumesText({{"/usr/bin/xmms", values}}),
              "dsproxy volumes 1\n\n[/usr/bin/xmms]\nPCM 50 60\nRECSRC LINE CD\n");
}

TEST(VolumesText, WhatMakesNoSenseTakesNothingElseWithIt)
{
    const std::string start = "dsproxy volumes 1\n# mine\n[a]\nPCM 50 60\n";
    for (const char* line : {"PCM 50", "PCM 50 101", "PCM 50 -1", "PCM 50 60 70", "LOUD 1 2",
                             "RECSRC LOUD", "[a", "\x01", "PCM  fifty 3"}) {
        const ParsedVolumes parsed = parseVolumes(start + line + "\nCD 1 2\n");
        EXPECT_FALSE(parsed.whole) << line;
        ASSERT_EQ(parsed.programs.size(), 1u) << line;
        EXPECT_EQ(parsed.programs[0].values[SOUND_MIXER_PCM], mixerVolume(50, 60)) << line;
        EXPECT_EQ(parsed.programs[0].values[SOUND_MIXER_CD], mixerVolume(1, 2)) << line;
    }
    EXPECT_TRUE(parseVolumes(start).whole);
    EXPECT_FALSE(parseVolumes("dsproxy volumes 1\nPCM 50 60\n").whole);
    EXPECT_FALSE(parseVolumes("").whole);
}

TEST(VolumesText, OfALaterVersionIsNotGuessedAt)
{
    const ParsedVolumes parsed = parseVolumes("dsproxy volumes 2\n[a]\nPCM 50 60\n");
    EXPECT_FALSE(parsed.whole);
    EXPECT_TRUE(parsed.programs.empty());
}

class SavedVolumesTest : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "dsproxy-volumes-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        path_ = folder_ / "state" / "volumes";
    }
    void TearDown() override { fs::remove_all(folder_); }

    SavedVolumes load() const
    {
        auto saved = SavedVolumes::load(path_);
        EXPECT_TRUE(saved);
        return std::move(saved).value();
    }
    void write(std::string_view text) const
    {
        fs::create_directories(path_.parent_path());
        std::ofstream(path_, std::ios::binary) << text;
    }
    static std::string content(const fs::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path folder_;
    fs::path path_;
};

TEST_F(SavedVolumesTest, AreThereAtTheNextStart)
{
    SavedVolumes saved = load();
    EXPECT_FALSE(saved.find("xmms"));
    saved.keep("xmms", with(SOUND_MIXER_PCM, mixerVolume(50, 60)), 0);
    saved.keep("", with(SOUND_MIXER_CD, 0), 0);
    ASSERT_TRUE(saved.save(1));
    const SavedVolumes again = load();
    EXPECT_EQ(again.find("xmms"), with(SOUND_MIXER_PCM, mixerVolume(50, 60)));
    EXPECT_EQ(again.find(""), with(SOUND_MIXER_CD, 0));
    EXPECT_EQ(again.due(), never);
    EXPECT_TRUE(again.spoiled().empty());
    struct stat status{};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST_F(SavedVolumesTest, AreWrittenAWhileAfterTheFirstChange)
{
    SavedVolumes saved = load();
    EXPECT_EQ(saved.due(), never);
    for (std::uint32_t i = 0; i < 50; ++i)
        saved.keep("xmms", with(SOUND_MIXER_PCM, mixerVolume(i, i)), 1000 + i);
    EXPECT_EQ(saved.due(), 1000 + delay);
    ASSERT_TRUE(saved.save(1000 + delay));
    EXPECT_EQ(saved.due(), never);
    saved.keep("xmms", with(SOUND_MIXER_PCM, mixerVolume(49, 49)), 9 * delay);
    EXPECT_EQ(saved.due(), never);
    fs::remove(path_);
    ASSERT_TRUE(saved.save(10 * delay));
    EXPECT_FALSE(fs::exists(path_));
}

TEST_F(SavedVolumesTest, UntouchedOnesTakeNoRoom)
{
    SavedVolumes saved = load();
    saved.keep("xmms", with(SOUND_MIXER_PCM, 0), 0);
    saved.keep("xmms", untouchedMixer(), 0);
    ASSERT_TRUE(saved.save(1));
    EXPECT_EQ(content(path_), "dsproxy volumes 1\n");
}

TEST_F(SavedVolumesTest, AFileThatMakesNoSenseIsKeptAside)
{
    write("dsproxy volumes 1\n[xmms]\nPCM 50 60\nPCM fifty\n");
    SavedVolumes saved = load();
    EXPECT_EQ(saved.spoiled(), path_.string() + ".bad");
    EXPECT_EQ(saved.find("xmms"), with(SOUND_MIXER_PCM, mixerVolume(50, 60)));
    ASSERT_TRUE(saved.save(0));
    EXPECT_EQ(content(path_), "dsproxy volumes 1\n\n[xmms]\nPCM 50 60\n");
    EXPECT_EQ(content(path_.string() + ".bad"),
              "dsproxy volumes 1\n[xmms]\nPCM 50 60\nPCM fifty\n");
    write("dsproxy volumes 2\n");
    EXPECT_EQ(load().spoiled(), path_.string() + ".bad2");
    EXPECT_EQ(content(path_.string() + ".bad2"), "dsproxy volumes 2\n");
    EXPECT_EQ(content(path_.string() + ".bad"),
              "dsproxy volumes 1\n[xmms]\nPCM 50 60\nPCM fifty\n");
}

TEST_F(SavedVolumesTest, AFileThatIsTooLargeIsKeptAside)
{
    write(std::string(1 << 20, 'x'));
    EXPECT_EQ(load().spoiled(), path_.string() + ".bad");
    EXPECT_EQ(fs::file_size(path_.string() + ".bad"), 1u << 20);
}

TEST_F(SavedVolumesTest, WhatCannotBeReadStaysAsItIs)
{
    fs::create_directories(path_);
    const auto saved = SavedVolumes::load(path_);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().sys, EISDIR);
    EXPECT_TRUE(fs::is_directory(path_));
}

TEST_F(SavedVolumesTest, AfterAnErrorTheyAreWrittenLater)
{
    SavedVolumes saved = load();
    write("");
    fs::remove_all(path_.parent_path());
    std::ofstream(path_.parent_path()) << "no folder";
    saved.keep("xmms", with(SOUND_MIXER_PCM, 0), 0);
    EXPECT_FALSE(saved.save(delay));
    EXPECT_EQ(saved.due(), 2 * delay);
    fs::remove(path_.parent_path());
    EXPECT_TRUE(saved.save(2 * delay));
    EXPECT_EQ(load().find("xmms"), with(SOUND_MIXER_PCM, 0));
}

TEST_F(SavedVolumesTest, ThoseThatMovedLongestAgoGo)
{
    SavedVolumes saved = load();
    for (std::size_t i = 0; i <= SavedVolumes::programsMax; ++i)
        saved.keep(std::format("/usr/bin/{}", i), with(SOUND_MIXER_PCM, 0), i);
    EXPECT_FALSE(saved.find("/usr/bin/0"));
    EXPECT_TRUE(saved.find("/usr/bin/1"));
    ASSERT_TRUE(saved.save(0));
    EXPECT_TRUE(load().find("/usr/bin/500"));
}

TEST_F(SavedVolumesTest, ANameThatWouldBreakALineIsNotKept)
{
    SavedVolumes saved = load();
    saved.keep("a\n[b]", with(SOUND_MIXER_PCM, 0), 0);
    EXPECT_EQ(saved.due(), never);
}

}  // namespace

}  // namespace dsproxy
