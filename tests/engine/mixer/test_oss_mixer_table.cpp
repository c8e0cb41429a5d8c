// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_table_file.h"

#include "oss/abi.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;
using Control = OssMixerTable::Control;
using What = MixerTableFault::What;

TEST(OssMixerTable, HasTheControlsOfAlsa)
{
    EXPECT_EQ(OssMixerTable::parse("").listing(), "VOLUME \"Master\" 0\n"
                                                  "BASS \"Tone Control - Bass\" 0\n"
                                                  "TREBLE \"Tone Control - Treble\" 0\n"
                                                  "SYNTH \"Synth\" 0\n"
                                                  "PCM \"PCM\" 0\n"
                                                  "SPEAKER \"PC Speaker\" 0\n"
                                                  "LINE \"Line\" 0\n"
                                                  "MIC \"Mic\" 0\n"
                                                  "CD \"CD\" 0\n"
                                                  "IMIX \"Monitor Mix\" 0\n"
                                                  "ALTPCM \"PCM\" 1\n"
                                                  "RECLEV \"\" 0\n"
                                                  "IGAIN \"Capture\" 0\n"
                                                  "OGAIN \"Playback\" 0\n"
                                                  "LINE1 \"Aux\" 0\n"
                                                  "LINE2 \"Aux\" 1\n"
                                                  "LINE3 \"Aux\" 2\n"
                                                  "DIGITAL1 \"Digital\" 0\n"
                                                  "DIGITAL2 \"Digital\" 1\n"
                                                  "DIGITAL3 \"Digital\" 2\n"
                                                  "PHONEIN \"Phone\" 0\n"
                                                  "PHONEOUT \"Phone\" 1\n"
                                                  "VIDEO \"Video\" 0\n"
                                                  "RADIO \"Radio\" 0\n"
                                                  "MONITOR \"Monitor\" 0\n");
}

TEST(OssMixerTable, TakesTheCommandsOfItsProcFile)
{
    const auto table = OssMixerTable::parse("VOLUME \"Wave Playback\" 0\n"
                                            "BASS \"\" 0\n"
                                            "  ALTPCM 'PCM' 3  # the rear\n"
                                            "\n"
                                            "# CD \"Aux\" 9\n"
                                            "LINE Aux\r\n");
    EXPECT_TRUE(table.faults().empty());
    EXPECT_EQ(table.control(SOUND_MIXER_VOLUME), (Control{"Wave Playback", 0}));
    EXPECT_EQ(table.control(SOUND_MIXER_BASS), (Control{"", 0}));
    EXPECT_EQ(table.control(SOUND_MIXER_ALTPCM), (Control{"PCM", 3}));
    EXPECT_EQ(table.control(SOUND_MIXER_LINE), (Control{"Aux", 0}));
    EXPECT_EQ(table.control(SOUND_MIXER_CD), (Control{"CD", 0}));
}

TEST(OssMixerTable, ItsListingIsATable)
{
    const auto table = OssMixerTable::parse("PCM \"Wave\" 2\nMIC 'the \"good\" one' 0\n");
    const auto again = OssMixerTable::parse(table.listing());
    EXPECT_TRUE(again.faults().empty());
    EXPECT_EQ(again.listing(), table.listing());
    EXPECT_EQ(again.control(SOUND_MIXER_MIC).name, "the \"good\" one");
}

TEST(OssMixerTable, TheLastLineOfAChannelCounts)
{
    const auto table = OssMixerTable::parse("PCM \"A\" 0\nPCM \"B\" 1");
    EXPECT_EQ(table.control(SOUND_MIXER_PCM), (Control{"B", 1}));
}

TEST(OssMixerTable, FaultsAreOfTheirLineAndTakeNoOtherWithThem)
{
    const std::string text = "LOUDNESS \"Master\" 0\n"
                             "VOLUME\n"
                             "PCM \"Wave 0\n"
                             "CD \"A\x01\" 0\n"
                             "LINE \"Aux\" first\n"
                             "LINE \"Aux\" 16384\n"
                             "LINE \"Aux\" -1\n"
                             "MIC \"Mic\" 0 0\n"
                             "RADIO \"Tuner\" 0\n"
                             "VIDEO \"0123456789012345678901234567890123456789ABCD\" 0\n";
    const auto table = OssMixerTable::parse(text);
    const std::vector<std::pair<What, std::size_t>> wanted{
        {What::UnknownChannel, 1}, {What::MissingControl, 2}, {What::OpenQuote, 3},
        {What::BadControl, 4},     {What::NotAnIndex, 5},     {What::NotAnIndex, 6},
        {What::NotAnIndex, 7},     {What::Surplus, 8},        {What::BadControl, 10}};
    ASSERT_EQ(table.faults().size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_EQ(table.faults()[i].what, wanted[i].first);
        EXPECT_EQ(table.faults()[i].line, wanted[i].second);
    }
    EXPECT_EQ(table.faults()[0].word, "LOUDNESS");
    EXPECT_EQ(table.text(), text);
    EXPECT_EQ(table.control(SOUND_MIXER_RADIO), (Control{"Tuner", 0}));
    EXPECT_EQ(table.control(SOUND_MIXER_MIC), (Control{"Mic", 0}));
}

TEST(OssMixerTable, AnEditKeepsAllElse)
{
    auto table = OssMixerTable::parse("# mine\nPCM \"A\" 0\nnonsense\nPCM \"B\" 1\nCD \"Aux\" 0");
    table.set({SOUND_MIXER_PCM, {"Wave", 0}});
    table.set({SOUND_MIXER_BASS, {"", 0}});
    EXPECT_EQ(table.text(), "# mine\nPCM \"A\" 0\nnonsense\nPCM \"Wave\" 0\nCD \"Aux\" 0\n"
                            "BASS \"\" 0\n");
    EXPECT_EQ(table.control(SOUND_MIXER_PCM), (Control{"Wave", 0}));
    EXPECT_EQ(OssMixerTable::parse(table.text()).listing(), table.listing());
}

class MixerTableFile : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "dsproxy-table-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path folder_;
};

TEST_F(MixerTableFile, WithoutAFileItIsThatOfAlsa)
{
    const auto table = loadMixerTable(folder_ / "mixer");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->listing(), OssMixerTable::parse("").listing());
}

TEST_F(MixerTableFile, WhatIsChangedIsFoundAgain)
{
    const std::string path = folder_ / "new" / "mixer";
    ASSERT_TRUE(changeMixerTable(path, {{SOUND_MIXER_PCM, {"Wave", 0}}}));
    const auto changed = changeMixerTable(path, {{SOUND_MIXER_CD, {"", 0}}});
    ASSERT_TRUE(changed);
    const auto table = loadMixerTable(path);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->text(), "PCM \"Wave\" 0\nCD \"\" 0\n");
    EXPECT_EQ(table->listing(), changed->listing());
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST_F(MixerTableFile, AFolderIsNoTable)
{
    const auto table = loadMixerTable(folder_);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().sys, EISDIR);
    EXPECT_FALSE(changeMixerTable(folder_, {{SOUND_MIXER_CD, {"", 0}}}));
}

}  // namespace

}  // namespace dsproxy
