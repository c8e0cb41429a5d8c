// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_link.h"

#include "engine/seam/mixer_exchange.h"
#include "oss/abi.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace dsproxy {

namespace {

constexpr std::uint64_t origin = 77;
constexpr std::uint64_t never = ~std::uint64_t{0};
constexpr std::uint32_t pcm = SOUND_MIXER_PCM;
constexpr std::uint32_t volume = SOUND_MIXER_VOLUME;

constexpr std::uint32_t both(std::uint32_t percent)
{
    return mixerVolume(percent, percent);
}

/// A program's mixer behind a seam: it acts when it is let, and its state is found when it is.
class Program {
public:
    void write(std::uint32_t control, std::uint32_t value)
    {
        apply({.mark = {}, .control = control, .value = value}, mixer_);
        tell();
    }
    void act()
    {
        for (const MixerChange& change : seam.takeChanges()) {
            apply(change, mixer_);
            applied_ = change.mark;
            tell();
        }
    }
    MixerValues values() const { return valuesOf(mixer_); }

    MixerExchange seam;

private:
    void tell()
    {
        seam.tell(
            {.applied = applied_, .values = values(), .modify_counter = mixer_.modify_counter});
    }
    static oss_mixer untouched()
    {
        oss_mixer mixer;
        oss_mixer_init(&mixer);
        return mixer;
    }

    oss_mixer mixer_ = untouched();
    MixerMark applied_;
};

class MixerLinkTest : public testing::Test {
protected:
    enum : MixerLink::PartyId { First, Second, Card, Window, Bus };

    MixerMark mark_{.origin = origin, .sequence = 0};
    MixerLink link_{mark_, untouchedMixer(), 10};
    Program first_;
    Program second_;

    void SetUp() override
    {
        link_.join(First, {.has = untouchedMixer()});
        link_.join(Second, {.has = untouchedMixer()});
    }
    /// How many orders went out.
    std::size_t deliver(std::uint64_t now_ns)
    {
        const auto orders = link_.take(now_ns);
        for (const MixerLink::Order& order : orders) {
            if (order.party == First)
                first_.seam.set(order.change);
            if (order.party == Second)
                second_.seam.set(order.change);
        }
        return orders.size();
    }
    void listen()
    {
        if (const auto state = first_.seam.take())
            link_.hear(First, *state);
        if (const auto state = second_.seam.take())
            link_.hear(Second, *state);
    }
};

TEST_F(MixerLinkTest, WithoutAMoveThereIsNothingToTell)
{
    EXPECT_EQ(link_.due(), never);
    EXPECT_EQ(deliver(0), 0u);
}

TEST_F(MixerLinkTest, OneMoveIsToldToTheOthersOnce)
{
    first_.write(pcm, both(30));
    listen();
    EXPECT_EQ(link_.due(), 0u);
    EXPECT_EQ(deliver(5), 1u);
    second_.act();
    listen();
    EXPECT_EQ(second_.values()[pcm], both(30));
    EXPECT_EQ(link_.due(), never);
    EXPECT_EQ(deliver(1000), 0u);
}

TEST_F(MixerLinkTest, AFloodBecomesTheNewestValueOfEachInterval)
{
    std::size_t orders = 0;
    for (std::uint32_t now = 0; now < 100; ++now) {
        first_.write(pcm, both(now));
        listen();
        orders += deliver(now);
        second_.act();
    }
    EXPECT_EQ(orders, 10u);
    EXPECT_EQ(link_.due(), 100u);
    EXPECT_EQ(deliver(99), 0u);
    EXPECT_EQ(deliver(100), 1u);
    second_.act();
    EXPECT_EQ(second_.values()[pcm], both(99));
}

TEST_F(MixerLinkTest, ASliderThatReturnsInTimeIsNotTold)
{
    link_.move(Window, pcm, both(50));
    EXPECT_EQ(deliver(0), 2u);
    link_.move(Window, pcm, both(60));
    link_.move(Window, pcm, both(50));
    EXPECT_EQ(link_.due(), never);
}

TEST_F(MixerLinkTest, AProgramsOlderMoveYieldsToTheOrderOnItsWay)
{
    link_.move(Window, pcm, both(50));
    deliver(0);
    first_.write(pcm, both(30));  // has not seen the order yet
    listen();
    EXPECT_EQ(link_.values()[pcm], both(50));
    first_.act();
    second_.act();
    listen();
    EXPECT_EQ(first_.values()[pcm], both(50));
    EXPECT_EQ(deliver(100), 0u);
}

TEST_F(MixerLinkTest, AProgramsNewerMoveHolds)
{
    link_.move(Window, pcm, both(50));
    deliver(0);
    first_.act();
    first_.write(pcm, both(30));
    listen();
    EXPECT_EQ(link_.values()[pcm], both(30));
    second_.act();
    deliver(100);
    second_.act();
    EXPECT_EQ(second_.values()[pcm], both(30));
}

TEST_F(MixerLinkTest, AnotherControlIsNotHeldBackByAnOrder)
{
    link_.move(Window, pcm, both(50));
    deliver(0);
    first_.write(volume, both(30));
    listen();
    EXPECT_EQ(link_.values()[volume], both(30));
    EXPECT_EQ(link_.values()[pcm], both(50));
}

TEST_F(MixerLinkTest, WhoJoinsFollows)
{
    link_.move(Window, pcm, both(50));
    link_.leave(Second);
    deliver(0);
    EXPECT_TRUE(second_.seam.takeChanges().empty());
    link_.join(Second, {.has = second_.values()});
    EXPECT_EQ(deliver(1), 1u);
    second_.act();
    EXPECT_EQ(second_.values()[pcm], both(50));
}

TEST_F(MixerLinkTest, OrdersOfAnEarlierLinkAreNotTakenForOnesOwn)
{
    MixerMark mark{.origin = origin + 1, .sequence = 0};
    MixerLink earlier(mark, untouchedMixer());
    earlier.join(First, {.has = untouchedMixer()});
    for (std::uint32_t i = 0; i < 9; ++i) {
        earlier.move(Window, pcm, both(i));
        for (const auto& order : earlier.take(i * MixerLink::usualInterval_ns))
            first_.seam.set(order.change);
        first_.act();
    }
    listen();
    link_.move(Window, pcm, both(50));
    deliver(0);
    first_.write(pcm, both(30));  // older than the order, though the earlier link had sent more
    listen();
    EXPECT_EQ(link_.values()[pcm], both(50));
}

TEST_F(MixerLinkTest, WhoGoesToAnotherLinkTakesTheOrdersOnTheirWayAlong)
{
    link_.move(Window, pcm, both(50));
    deliver(0);
    MixerLink other(mark_, link_.values());
    other.join(First, *link_.leave(First));
    EXPECT_FALSE(link_.leave(First));
    first_.write(volume, both(30));  // before it acts
    other.hear(First, *first_.seam.take());
    EXPECT_EQ(other.values()[pcm], both(50));
    EXPECT_EQ(other.values()[volume], both(30));
    first_.act();
    other.hear(First, *first_.seam.take());
    EXPECT_EQ(other.values(), first_.values());
}

TEST_F(MixerLinkTest, ASecondSideThatMixersLackIsLeftToTheCard)
{
    link_.join(Card, {.has = untouchedMixer()});
    link_.move(Card, SOUND_MIXER_MIC, mixerVolume(30, 60));
    EXPECT_EQ(deliver(0), 2u);  // to the programs
    first_.act();
    second_.act();
    EXPECT_EQ(first_.values()[SOUND_MIXER_MIC], both(30));
    listen();
    EXPECT_EQ(deliver(100), 0u);
}

TEST_F(MixerLinkTest, WhatNoMixerHasIsNothing)
{
    link_.move(Window, mixerControls, 1);
    link_.move(Window, SOUND_MIXER_RECLEV, 1);
    link_.hear(Card, {.applied = {}, .values = {}});
    EXPECT_EQ(link_.due(), never);
}

/// Two programs with delays both ways, a card that is set at once, windows behind one bus.
class Crowd : public MixerLinkTest, public testing::WithParamInterface<unsigned> {
protected:
    void SetUp() override
    {
        MixerLinkTest::SetUp();
        link_.join(Card, {.has = untouchedMixer()});
        link_.join(Bus, {.has = untouchedMixer()});
    }
    std::uint32_t any(std::uint32_t count) { return random_() % count; }

    void move(std::uint32_t who, std::uint32_t control, std::uint32_t value)
    {
        last_[control][who] = value;
        if (who == First)
            return first_.write(control, value);
        if (who == Second)
            return second_.write(control, value);
        if (who == Card)
            card_[control] = value;
        link_.move(who, control, value);
    }
    void carry()
    {
        for (const auto& [party, change] : link_.take(now_ns_)) {
            ++told_[party][change.control];
            if (party == First)
                first_.seam.set(change);
            else if (party == Second)
                second_.seam.set(change);
            else
                (party == Card ? card_ : bus_)[change.control] = change.value;
        }
    }
    void step()
    {
        ++now_ns_;
        switch (any(6)) {
        case 0:
            return move(any(4), any(3) == 0 ? pcm : volume, both(any(101)));
        case 1:
            return first_.act();
        case 2:
            return second_.act();
        case 3:
            return carry();
        default:
            return listen();
        }
    }
    void settle()
    {
        for (int round = 0; round < 4; ++round) {
            now_ns_ += 10;
            listen();
            carry();
            first_.act();
            second_.act();
        }
    }
    void expectAgreement() const
    {
        EXPECT_EQ(first_.values(), link_.values());
        EXPECT_EQ(second_.values(), link_.values());
        EXPECT_EQ(card_, link_.values());
        EXPECT_EQ(bus_, link_.values());
        EXPECT_EQ(link_.due(), never);
    }
    /// No one's earlier value came back over his own last one.
    void expectSomebodysLast(const MixerValues& before)
    {
        for (const std::uint32_t control : {pcm, volume}) {
            std::set<std::uint32_t> lasts;
            for (const auto& [who, value] : last_[control])
                lasts.insert(value);
            if (lasts.empty())
                lasts.insert(before[control]);
            EXPECT_TRUE(lasts.contains(link_.values()[control])) << control;
        }
    }

    std::mt19937 random_{GetParam()};
    std::uint64_t now_ns_ = 0;
    MixerValues card_ = untouchedMixer();
    MixerValues bus_ = untouchedMixer();
    std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> last_;
    std::map<MixerLink::PartyId, std::map<std::uint32_t, std::uint64_t>> told_;
};

TEST_P(Crowd, EndsWithTheLastMoveOfSomebodyEverywhere)
{
    for (int epoch = 0; epoch < 200; ++epoch) {
        const MixerValues before = link_.values();
        last_.clear();
        for (std::uint32_t steps = any(60); steps > 0; --steps)
            step();
        settle();
        expectAgreement();
        expectSomebodysLast(before);
        if (HasFailure())
            FAIL() << "epoch " << epoch;
    }
    for (const auto& [party, controls] : told_)
        for (const auto& [control, times] : controls)
            EXPECT_LE(times, now_ns_ / 10 + 1);
}

TEST_P(Crowd, WhoMovesAloneIsFollowed)
{
    for (int epoch = 0; epoch < 200; ++epoch) {
        const std::uint32_t who = any(4);
        const std::uint32_t value = both(any(101));
        for (std::uint32_t moves = any(5); moves > 0; --moves) {
            move(who, pcm, both(any(101)));
            listen();
            carry();
            first_.act();
        }
        move(who, pcm, value);
        settle();
        expectAgreement();
        EXPECT_EQ(link_.values()[pcm], value);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Crowd, testing::Range(0u, 10u));

}  // namespace

}  // namespace dsproxy
