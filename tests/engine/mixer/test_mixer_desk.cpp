// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_desk.h"

#include "oss/abi.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace dsproxy {

namespace {

using To = MixerDesk::Order::To;

constexpr std::uint64_t never = ~std::uint64_t{0};
constexpr std::uint32_t pcm = SOUND_MIXER_PCM;
constexpr std::uint32_t volume = SOUND_MIXER_VOLUME;

constexpr std::uint32_t both(std::uint32_t percent)
{
    return mixerVolume(percent, percent);
}

MixerState with(std::uint32_t control, std::uint32_t value, MixerMark applied = {})
{
    MixerState state{.applied = applied, .values = untouchedMixer()};
    state.values[control] = value;
    return state;
}

class MixerDeskTest : public testing::Test {
protected:
    enum : MixerDesk::ProgramId { Xmms = 1, Mpg = 2 };

    void attach(MixerDesk::ProgramId id, const std::string& card = {})
    {
        desk_.attach(id, id == Xmms ? "/usr/bin/xmms" : "/usr/bin/mpg123", card,
                     {.applied = {}, .values = untouchedMixer()});
    }
    void insertCard()
    {
        MixerValues values = untouchedMixer();
        values[volume] = both(40);
        desk_.insertCard("hw:0", 1u << volume, values);
    }
    /// To whom, about whom, and what; also when everybody has been told just before.
    std::vector<std::string> orders()
    {
        now_ns_ += 1'000'000'000;
        std::vector<std::string> all;
        for (const MixerDesk::Order& order : desk_.take(now_ns_)) {
            const char* to = order.to == To::Program ? "program "
                             : order.to == To::Card  ? "card "
                                                     : "windows ";
            const std::string about =
                order.card.empty() ? std::to_string(order.program) : order.card;
            all.push_back(to + about + " " + std::to_string(order.change.control) + "=" +
                          std::to_string(leftOf(order.change.value)));
        }
        return all;
    }
    using Orders = std::vector<std::string>;

    std::uint64_t now_ns_ = 0;
    SavedVolumes saved_ = *SavedVolumes::load(
        (std::filesystem::temp_directory_path() / "dsproxy-no-such-folder" / "volumes").string());
    MixerDesk desk_{7, saved_};
};

TEST_F(MixerDeskTest, AProgramsMixerIsItsOwn)
{
    attach(Xmms);
    attach(Mpg);
    insertCard();
    desk_.hear(Xmms, with(pcm, both(50)), 0);
    EXPECT_EQ(orders(), Orders{"windows 1 4=50"});
    EXPECT_EQ(desk_.gain(Xmms, both(100), true), (StreamGain{0.125f, 0.125f}));
    EXPECT_EQ(desk_.gain(Mpg, both(100), true), (StreamGain{1, 1}));
    desk_.move(Xmms, pcm, both(60), 0);
    EXPECT_EQ(orders(), (Orders{"program 1 4=60", "windows 1 4=60"}));
    EXPECT_EQ(desk_.card(Xmms), "");
    EXPECT_EQ(desk_.due(), never);
}

TEST_F(MixerDeskTest, ItIsFoundAgainAtTheNextStart)
{
    attach(Xmms);
    desk_.hear(Xmms, with(pcm, both(50)), 5);
    EXPECT_EQ(saved_.due(), 5 + SavedVolumes::delay_ns);
    desk_.move(Xmms, volume, both(20), 6);
    desk_.detach(Xmms);
    EXPECT_EQ(desk_.values(Xmms), untouchedMixer());
    attach(Xmms);
    EXPECT_EQ(orders(), (Orders{"program 1 0=20", "program 1 4=50"}));
    EXPECT_EQ(desk_.values(Xmms)[volume], both(20));
}

TEST_F(MixerDeskTest, WhatTheProgramHasSetFirstHoldsAgainstWhatIsSaved)
{
    MixerValues saved = untouchedMixer();
    saved[pcm] = saved[volume] = both(20);
    saved_.keep("xmms", saved, 0);
    desk_.attach(Xmms, "xmms", "", with(pcm, both(50)));
    EXPECT_EQ(orders(), Orders{"program 1 0=20"});
    EXPECT_EQ(desk_.values(Xmms)[pcm], both(50));
}

TEST_F(MixerDeskTest, WhatAnEarlierServiceHasSetHoldsAsAWhole)
{
    MixerValues saved = untouchedMixer();
    saved[volume] = both(20);
    saved_.keep("xmms", saved, 0);
    desk_.attach(Xmms, "xmms", "", with(pcm, both(50), {.origin = 3, .sequence = 9}));
    EXPECT_EQ(orders(), Orders());
    EXPECT_EQ(desk_.values(Xmms)[volume], both(100));
}

TEST_F(MixerDeskTest, ProgramsThatWantACardShareIts)
{
    insertCard();
    attach(Xmms, "hw:0");
    attach(Mpg, "hw:0");
    EXPECT_EQ(desk_.card(Xmms), "hw:0");
    EXPECT_EQ(orders(), (Orders{"program 1 0=40", "program 2 0=40"}));
    desk_.hear(Xmms, with(volume, both(30), {.origin = 7, .sequence = 2}), 0);
    EXPECT_EQ(orders(), (Orders{"program 2 0=30", "card hw:0 0=30", "windows hw:0 0=30"}));
    desk_.hearCard("hw:0", volume, both(35));
    EXPECT_EQ(orders(), (Orders{"program 1 0=35", "program 2 0=35", "windows hw:0 0=35"}));
    desk_.moveCard("hw:0", volume, both(36));
    EXPECT_EQ(orders(),
              (Orders{"program 1 0=36", "program 2 0=36", "card hw:0 0=36", "windows hw:0 0=36"}));
    EXPECT_EQ(saved_.due(), never);  // the card keeps it
}

TEST_F(MixerDeskTest, WhatTheCardDoesNotHaveIsDoneToTheStreams)
{
    insertCard();
    attach(Xmms, "hw:0");
    EXPECT_EQ(desk_.gain(Xmms, both(100), true), (StreamGain{1, 1}));  // VOLUME is 40
    desk_.hear(Xmms, with(pcm, both(50)), 0);
    EXPECT_EQ(desk_.gain(Xmms, both(50), true), (StreamGain{0.015625f, 0.015625f}));
}

TEST_F(MixerDeskTest, WithoutItsCardAMixerIsItsOwn)
{
    attach(Xmms, "hw:0");
    EXPECT_EQ(desk_.card(Xmms), "");
    desk_.hear(Xmms, with(pcm, both(50)), 0);
    insertCard();
    EXPECT_EQ(desk_.card(Xmms), "hw:0");
    EXPECT_EQ(orders(), (Orders{"program 1 0=40", "program 1 4=100"}));
    desk_.removeCard("hw:0");
    EXPECT_EQ(desk_.card(Xmms), "");
    EXPECT_EQ(orders(), Orders());  // as it was
    EXPECT_EQ(desk_.values(Xmms)[volume], both(40));
    EXPECT_EQ(desk_.gain(Xmms, both(100), true).left, gainOf(40));
}

TEST_F(MixerDeskTest, AnotherCardIsFollowedAndLeft)
{
    insertCard();
    attach(Xmms);
    desk_.want(Xmms, "hw:0");
    EXPECT_EQ(orders(), Orders{"program 1 0=40"});
    desk_.want(Xmms, "hw:1");
    EXPECT_EQ(desk_.card(Xmms), "");
    desk_.hearCard("hw:0", volume, both(70));
    EXPECT_EQ(orders(), Orders{"windows hw:0 0=70"});
    EXPECT_EQ(desk_.values(Xmms)[volume], both(40));
    desk_.want(Xmms, "hw:0");
    EXPECT_EQ(orders(), Orders{"program 1 0=70"});
}

TEST_F(MixerDeskTest, ACardWithNewControlsIsFollowed)
{
    insertCard();
    attach(Xmms, "hw:0");
    orders();
    MixerValues values = untouchedMixer();
    values[pcm] = both(60);
    desk_.insertCard("hw:0", 1u << pcm, values);
    EXPECT_EQ(desk_.card(Xmms), "hw:0");
    EXPECT_EQ(orders(), (Orders{"program 1 0=100", "program 1 4=60"}));
}

TEST_F(MixerDeskTest, WhoIsNotThereIsNotHeard)
{
    desk_.hear(Xmms, with(pcm, 0), 0);
    desk_.move(Xmms, pcm, 0, 0);
    desk_.want(Xmms, "hw:0");
    desk_.detach(Xmms);
    desk_.hearCard("hw:0", pcm, 0);
    desk_.moveCard("hw:0", pcm, 0);
    desk_.removeCard("hw:0");
    EXPECT_EQ(desk_.due(), never);
    EXPECT_EQ(saved_.due(), never);
    EXPECT_EQ(desk_.gain(Xmms, both(100), true), (StreamGain{1, 1}));
}

}  // namespace

}  // namespace dsproxy
