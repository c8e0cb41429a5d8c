// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/card_controls.h"

#include "alsa_configuration.h"
#include "fake_card.h"
#include "oss/abi.h"

#include <gtest/gtest.h>

#include <format>

namespace dsproxy {

namespace {

using Type = FakeControl::Type;
using Values = std::vector<long>;

FakeControl integer(const char* name, long max, Values values)
{
    return {.name = name, .type = Type::Integer, .max = max, .values = std::move(values)};
}

FakeControl boolean(const char* name, Values values)
{
    return {.name = name, .type = Type::Boolean, .values = std::move(values)};
}

class CardControlsTest : public testing::Test {
protected:
    void open(std::vector<FakeControl> controls, std::string_view table = "")
    {
        fake_.insert(std::move(controls));
        auto card = CardControls::open("fake", OssMixerTable::parse(table));
        ASSERT_TRUE(card) << card.error().sys;
        card_ = std::move(*card);
    }
    bool readable() const
    {
        auto descriptors = card_->descriptors();
        return ::poll(descriptors.data(), descriptors.size(), 0) > 0;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> changes() const
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
        const auto moves = card_->changes();
        EXPECT_TRUE(moves);
        for (const auto& move : moves.value_or(std::vector<CardControls::Move>()))
            all.emplace_back(move.control, move.value);
        return all;
    }
    using Changes = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

    AlsaConfiguration configuration_{
        std::format("ctl_type.fake {{ lib \"{}\" }}\nctl.fake {{ type fake }}\n", FAKE_CARD)};
    FakeCard& fake_ = FakeCard::instance();
    std::unique_ptr<CardControls> card_;
};

TEST_F(CardControlsTest, HasTheChannelsThatTheTableFinds)
{
    open({integer("Master Playback Volume", 100, {30, 40}), integer("CD Volume", 100, {1, 2}),
          integer("Line", 100, {3, 3}), boolean("IEC958 Playback Switch", {1}),
          integer("Wave Playback Volume", 31, {31, 31})});
    EXPECT_EQ(card_->controls(),
              1u << SOUND_MIXER_VOLUME | 1u << SOUND_MIXER_CD | 1u << SOUND_MIXER_LINE);
    const MixerValues values = card_->values();
    EXPECT_EQ(values[SOUND_MIXER_VOLUME], mixerVolume(30, 40));
    EXPECT_EQ(values[SOUND_MIXER_CD], mixerVolume(1, 2));
    EXPECT_EQ(values[SOUND_MIXER_LINE], mixerVolume(3, 3));
    EXPECT_EQ(values[SOUND_MIXER_PCM], mixerVolume(100, 100));
    card_->use(OssMixerTable::parse("VOLUME \"\" 0\nPCM \"Wave\" 0\n"));
    EXPECT_EQ(card_->controls(),
              1u << SOUND_MIXER_PCM | 1u << SOUND_MIXER_CD | 1u << SOUND_MIXER_LINE);
    EXPECT_EQ(card_->values()[SOUND_MIXER_PCM], mixerVolume(100, 100));
}

TEST_F(CardControlsTest, AVolumeMovesAllThatHasItsName)
{
    open({integer("PCM Playback Volume", 200, {0, 0}), boolean("PCM Playback Switch", {0, 0}),
          integer("PCM Capture Volume", 10, {0, 0}), boolean("PCM Capture Switch", {0})});
    ASSERT_TRUE(card_->set(SOUND_MIXER_PCM, mixerVolume(50, 0)));
    EXPECT_EQ(fake_.values("PCM Playback Volume"), (Values{100, 0}));
    EXPECT_EQ(fake_.values("PCM Playback Switch"), (Values{1, 0}));
    EXPECT_EQ(fake_.values("PCM Capture Volume"), (Values{5, 0}));
    EXPECT_EQ(fake_.values("PCM Capture Switch"), (Values{1}));
}

TEST_F(CardControlsTest, NullIsMuteAndMuteIsNull)
{
    open({integer("Master Playback Volume", 100, {80, 80}),
          boolean("Master Playback Switch", {1, 1})});
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, 0));
    EXPECT_EQ(fake_.values("Master Playback Switch"), (Values{0, 0}));
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, mixerVolume(70, 70)));
    EXPECT_EQ(fake_.values("Master Playback Switch"), (Values{1, 1}));
    EXPECT_EQ(changes(), Changes());
    fake_.turn("Master Playback Switch", {0, 1});
    EXPECT_EQ(changes(), (Changes{{SOUND_MIXER_VOLUME, mixerVolume(0, 70)}}));
    fake_.turn("Master Playback Switch", {1, 1});
    EXPECT_EQ(changes(), (Changes{{SOUND_MIXER_VOLUME, mixerVolume(70, 70)}}));
}

TEST_F(CardControlsTest, TheIndexAndTheFullBaseChoose)
{
    std::vector<FakeControl> controls{
        integer("PCM Playback Volume", 100, {1, 1}), integer("PCM Playback Volume", 100, {2, 2}),
        integer("Wave Playback Volume", 100, {3, 3}), boolean("Wave Playback Switch", {1, 1}),
        integer("Wave Capture Volume", 100, {4, 4})};
    controls[1].index = 1;
    open(std::move(controls), "VOLUME \"Wave Playback\" 0\n");
    EXPECT_EQ(card_->values()[SOUND_MIXER_PCM], mixerVolume(1, 1));
    EXPECT_EQ(card_->values()[SOUND_MIXER_ALTPCM], mixerVolume(2, 2));
    EXPECT_EQ(card_->values()[SOUND_MIXER_VOLUME], mixerVolume(3, 3));
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, 0));
    EXPECT_EQ(fake_.values("Wave Playback Volume"), (Values{0, 0}));
    EXPECT_EQ(fake_.values("Wave Playback Switch"), (Values{0, 0}));
    EXPECT_EQ(fake_.values("Wave Capture Volume"), (Values{4, 4}));
}

TEST_F(CardControlsTest, OneValueIsBothSidesAndManyAreLeftAndRightInTurn)
{
    open({integer("Mic Playback Volume", 100, {5}),
          integer("Master Playback Volume", 100, {1, 2, 1, 2, 1, 2})});
    EXPECT_EQ(card_->values()[SOUND_MIXER_MIC], mixerVolume(5, 5));
    ASSERT_TRUE(card_->set(SOUND_MIXER_MIC, mixerVolume(30, 60)));
    EXPECT_EQ(fake_.values("Mic Playback Volume"), (Values{30}));
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, mixerVolume(30, 60)));
    EXPECT_EQ(fake_.values("Master Playback Volume"), (Values{30, 60, 30, 60, 30, 60}));
}

TEST_F(CardControlsTest, WhatWeSetDoesNotComeBack)
{
    open({integer("PCM Playback Volume", 31, {0, 0}), boolean("PCM Playback Switch", {0, 0}),
          boolean("Line Capture Switch", {0, 0})});
    for (std::uint32_t volume = 100; volume <= 100; --volume) {
        ASSERT_TRUE(card_->set(SOUND_MIXER_PCM, mixerVolume(volume, 100 - volume)));
        EXPECT_EQ(changes(), Changes());
        EXPECT_EQ(card_->values()[SOUND_MIXER_PCM], mixerVolume(volume, 100 - volume));
    }
    ASSERT_TRUE(card_->set(recordSourceControl, 1u << SOUND_MIXER_LINE));
    EXPECT_EQ(changes(), Changes());
    EXPECT_FALSE(readable());
}

TEST_F(CardControlsTest, WhatOthersMoveIsToldOnce)
{
    open({integer("PCM Playback Volume", 200, {0, 0}), integer("CD Playback Volume", 200, {0, 0})});
    EXPECT_FALSE(readable());
    fake_.turn("PCM Playback Volume", {20, 40});
    fake_.turn("PCM Playback Volume", {100, 200});
    EXPECT_TRUE(readable());
    EXPECT_EQ(changes(), (Changes{{SOUND_MIXER_PCM, mixerVolume(50, 100)}}));
    EXPECT_EQ(changes(), Changes());
    EXPECT_FALSE(readable());
    EXPECT_EQ(fake_.writes(), 0u);
}

TEST_F(CardControlsTest, AMoveRightAfterOursIsNotTakenForOurs)
{
    open({integer("PCM Playback Volume", 100, {0, 0})});
    ASSERT_TRUE(card_->set(SOUND_MIXER_PCM, mixerVolume(50, 50)));
    fake_.turn("PCM Playback Volume", {60, 60});
    EXPECT_EQ(changes(), (Changes{{SOUND_MIXER_PCM, mixerVolume(60, 60)}}));
}

TEST_F(CardControlsTest, TwoChannelsOfOneControlBothHearOfIt)
{
    open({integer("Master Playback Volume", 100, {10, 10})}, "PCM \"Master\" 0\n");
    ASSERT_TRUE(card_->set(SOUND_MIXER_PCM, mixerVolume(50, 50)));
    EXPECT_EQ(changes(), (Changes{{SOUND_MIXER_VOLUME, mixerVolume(50, 50)}}));
}

TEST_F(CardControlsTest, CaptureSwitchesAreTheRecordSource)
{
    open({integer("Line Playback Volume", 100, {10, 10}), boolean("Line Capture Switch", {0, 0}),
          boolean("Mic Capture Switch", {1, 1}), boolean("Capture Switch", {0, 0}),
          integer("Capture Volume", 100, {0, 0})});
    EXPECT_EQ(card_->values()[recordSourceControl], 1u << SOUND_MIXER_MIC);
    ASSERT_TRUE(card_->set(SOUND_MIXER_LINE, mixerVolume(50, 50)));
    EXPECT_EQ(fake_.values("Line Capture Switch"), (Values{0, 0}));  // heard is not recorded
    ASSERT_TRUE(card_->set(SOUND_MIXER_IGAIN, mixerVolume(50, 50)));
    EXPECT_EQ(fake_.values("Capture Switch"), (Values{1, 1}));
    ASSERT_TRUE(card_->set(recordSourceControl, 1u << SOUND_MIXER_LINE | 1u << SOUND_MIXER_CD));
    EXPECT_EQ(fake_.values("Line Capture Switch"), (Values{1, 1}));
    EXPECT_EQ(fake_.values("Mic Capture Switch"), (Values{0, 0}));
    EXPECT_EQ(changes(), Changes());
    fake_.turn("Mic Capture Switch", {1, 1});
    EXPECT_EQ(changes(),
              (Changes{{recordSourceControl, 1u << SOUND_MIXER_LINE | 1u << SOUND_MIXER_MIC}}));
}

TEST_F(CardControlsTest, AChoiceOfSourcesIsTheRecordSource)
{
    open({{.name = "Capture Source",
           .type = Type::Enumerated,
           .values = {0, 0},
           .items = {"Mic", "Front Mic", "Line"}}});
    EXPECT_EQ(card_->controls(), 1u << recordSourceControl);
    EXPECT_EQ(card_->values()[recordSourceControl], 1u << SOUND_MIXER_MIC);
    ASSERT_TRUE(card_->set(recordSourceControl, 1u << SOUND_MIXER_LINE));
    EXPECT_EQ(fake_.values("Capture Source"), (Values{2, 2}));
    EXPECT_EQ(changes(), Changes());
    ASSERT_TRUE(card_->set(recordSourceControl, 1u << SOUND_MIXER_RADIO));  // it has none
    EXPECT_EQ(fake_.values("Capture Source"), (Values{2, 2}));
    EXPECT_EQ(changes(), Changes());
    fake_.turn("Capture Source", {1, 1});
    EXPECT_EQ(changes(), (Changes{{recordSourceControl, 0}}));
    fake_.turn("Capture Source", {0, 0});
    EXPECT_EQ(changes(), (Changes{{recordSourceControl, 1u << SOUND_MIXER_MIC}}));
}

TEST_F(CardControlsTest, WhatTheCardDoesNotHaveIsLeftAlone)
{
    open({integer("PCM Playback Volume", 100, {1, 1})});
    EXPECT_TRUE(card_->set(SOUND_MIXER_CD, 0));
    EXPECT_TRUE(card_->set(recordSourceControl, ~0u));
    EXPECT_TRUE(card_->set(mixerControls, 0));
    EXPECT_EQ(fake_.writes(), 0u);
    EXPECT_EQ(card_->values()[SOUND_MIXER_CD], mixerVolume(100, 100));
    EXPECT_EQ(card_->values()[recordSourceControl], untouchedMixer()[recordSourceControl]);
}

TEST_F(CardControlsTest, ACardThatIsGoneIsAnError)
{
    open({integer("PCM Playback Volume", 100, {1, 1})});
    fake_.unplug();
    EXPECT_TRUE(readable());
    const auto changes = card_->changes();
    ASSERT_FALSE(changes);
    EXPECT_EQ(changes.error().sys, ENODEV);
    const auto none = CardControls::open("nothing", OssMixerTable::parse(""));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().sys, ENOENT);
}

}  // namespace

}  // namespace dsproxy
