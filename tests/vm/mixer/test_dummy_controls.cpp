// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer of snd-dummy: volumes from -50 to 100 without a direction, capture switches, no
/// playback switches. The other program that moves it is a second open of the same card.
#include "engine/mixer/card_controls.h"
#include "oss/abi.h"
#include "tests/engine/mixer/alsa_configuration.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace dsproxy {

namespace {

constexpr const char* node = "/dev/snd/controlC0";

std::unique_ptr<CardControls> opened(const char* table = "")
{
    for (int attempt = 0; attempt < 200 && !std::filesystem::exists(node); ++attempt)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    auto card = CardControls::open("dummy", OssMixerTable::parse(table));
    EXPECT_TRUE(card) << card.error().sys;
    return card ? std::move(*card) : nullptr;
}

class DummyControls : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(card_ && other_);
        for (const std::uint32_t channel : {SOUND_MIXER_VOLUME, SOUND_MIXER_LINE, SOUND_MIXER_CD})
            ASSERT_TRUE(card_->set(channel, mixerVolume(100, 100)));
        ASSERT_TRUE(card_->set(recordSourceControl, 1u << SOUND_MIXER_MIC));
        for (const auto& card : {card_.get(), other_.get()})
            ASSERT_TRUE(card->changes());
    }
    static bool wakes(const CardControls& card)
    {
        auto descriptors = card.descriptors();
        return ::poll(descriptors.data(), descriptors.size(), 0) > 0;
    }
    using Moves = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    static Moves changes(CardControls& card)
    {
        Moves all;
        const auto moves = card.changes();
        EXPECT_TRUE(moves);
        for (const auto& move : moves.value_or(std::vector<CardControls::Move>()))
            all.emplace_back(move.control, move.value);
        return all;
    }

    AlsaConfiguration configuration_{"ctl.dummy { type hw card 0 }\n"};
    std::unique_ptr<CardControls> card_ = opened();
    std::unique_ptr<CardControls> other_ = opened();
};

TEST_F(DummyControls, AreFound)
{
    for (const std::uint32_t control :
         {std::uint32_t{SOUND_MIXER_VOLUME}, std::uint32_t{SOUND_MIXER_SYNTH},
          std::uint32_t{SOUND_MIXER_LINE}, std::uint32_t{SOUND_MIXER_MIC},
          std::uint32_t{SOUND_MIXER_CD}, recordSourceControl})
        EXPECT_TRUE(card_->controls() >> control & 1) << control;
    EXPECT_FALSE(card_->controls() >> SOUND_MIXER_PCM & 1);
}

TEST_F(DummyControls, OneMovesAndTheOtherHearsOfItOnce)
{
    for (std::uint32_t volume = 99; volume > 40; --volume)
        ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, mixerVolume(volume, 2 * volume / 3)));
    EXPECT_EQ(changes(*card_), Moves());
    EXPECT_TRUE(wakes(*other_));
    EXPECT_EQ(changes(*other_), (Moves{{SOUND_MIXER_VOLUME, mixerVolume(41, 27)}}));
    EXPECT_EQ(changes(*other_), Moves());
    EXPECT_FALSE(wakes(*other_));
    ASSERT_TRUE(other_->set(SOUND_MIXER_CD, mixerVolume(10, 0)));
    EXPECT_EQ(changes(*card_), (Moves{{SOUND_MIXER_CD, mixerVolume(10, 0)}}));
    EXPECT_EQ(changes(*other_), Moves());
}

TEST_F(DummyControls, TheRecordSourceIsTheCaptureSwitches)
{
    EXPECT_EQ(other_->values()[recordSourceControl], 1u << SOUND_MIXER_MIC);
    ASSERT_TRUE(card_->set(SOUND_MIXER_LINE, mixerVolume(50, 50)));
    EXPECT_EQ(changes(*other_), (Moves{{SOUND_MIXER_LINE, mixerVolume(50, 50)}}));
    const std::uint32_t both = 1u << SOUND_MIXER_LINE | 1u << SOUND_MIXER_CD;
    ASSERT_TRUE(card_->set(recordSourceControl, both));
    EXPECT_EQ(changes(*other_), (Moves{{recordSourceControl, both}}));
    EXPECT_EQ(changes(*card_), Moves());
}

TEST_F(DummyControls, AnotherTableMovesAnother)
{
    card_->use(OssMixerTable::parse("LINE1 \"CD\" 0\nCD \"\" 0\n"));
    ASSERT_TRUE(card_->set(SOUND_MIXER_LINE1, mixerVolume(20, 30)));
    ASSERT_TRUE(card_->set(SOUND_MIXER_CD, 0));
    EXPECT_EQ(changes(*other_), (Moves{{SOUND_MIXER_CD, mixerVolume(20, 30)}}));
}

/// The last of the tests: there is no card afterwards.
TEST_F(DummyControls, zTheCardVanishes)
{
    std::thread pull([] {
        std::ofstream("/sys/bus/platform/drivers/snd_dummy/unbind") << "snd_dummy.0" << std::flush;
    });
    Result<std::vector<CardControls::Move>> gone;
    while (gone) {
        auto descriptors = card_->descriptors();
        ::poll(descriptors.data(), descriptors.size(), -1);
        gone = card_->changes();
    }
    EXPECT_EQ(gone.error().sys, ENODEV);
    EXPECT_FALSE(card_->set(SOUND_MIXER_VOLUME, 0));
    card_.reset();
    other_.reset();
    pull.join();
    const auto none = CardControls::open("dummy", OssMixerTable::parse(""));
    ASSERT_FALSE(none);
    EXPECT_TRUE(none.error().sys == ENOENT || none.error().sys == ENODEV) << none.error().sys;
}

}  // namespace

}  // namespace dsproxy
