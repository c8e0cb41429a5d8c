// SPDX-License-Identifier: GPL-2.0-or-later
/// Routes that change while a frame counter plays: who stays misses and doubles nothing.
#include "engine/routes/router.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <random>
#include <thread>

namespace {

using namespace dsproxy;

const Format counter(AFMT_S32_LE, Channels{1}, Rate{48000});

/// Keeps the numbers that it hears, and how it was spoken to.
struct Listener final : Branch {
    std::vector<std::uint32_t> heard;
    int formats = 0;
    int ends = 0;
    bool spoken_wrongly = false;

    void format(const Format&) override { ++formats; }
    void pcm(PcmView pcm) override
    {
        spoken_wrongly |= formats == 0 || ends > 0;
        const std::size_t before = heard.size();
        heard.resize(before + pcm.bytes.size() / 4);
        std::memcpy(heard.data() + before, pcm.bytes.data(), pcm.bytes.size());
    }
    void end() override { ++ends; }
};

class RouterTest : public testing::Test {
protected:
    /// The next COUNT numbers.
    void play(std::size_t count)
    {
        std::vector<std::uint32_t> numbers;
        for (std::size_t i = 0; i < count; ++i)
            numbers.push_back(next_++);
        router_.pcm(1, {counter, std::as_bytes(std::span(numbers))});
    }

    Router router_;
    std::uint32_t next_ = 0;
};

TEST_F(RouterTest, ABranchThatStaysHearsEachFrameOnce)
{
    const auto stays = std::make_shared<Listener>();
    const auto first = std::make_shared<Listener>();
    const auto second = std::make_shared<Listener>();
    router_.open(1);
    router_.route(1, {stays, first});
    router_.format(1, counter);
    play(100);
    router_.route(1, {second, stays});
    play(50);
    router_.route(1, {stays});
    play(7);
    router_.close(1);

    ASSERT_EQ(stays->heard.size(), 157u);
    for (std::uint32_t i = 0; i < 157; ++i)
        EXPECT_EQ(stays->heard[i], i);
    EXPECT_EQ(first->heard.size(), 100u);
    ASSERT_EQ(second->heard.size(), 50u);
    EXPECT_EQ(second->heard.front(), 100u);
    for (const auto& one : {stays, first, second}) {
        EXPECT_EQ(one->formats, 1);
        EXPECT_EQ(one->ends, 1);
        EXPECT_FALSE(one->spoken_wrongly);
    }
}

TEST_F(RouterTest, ARouteForNobodyEndsItsBranches)
{
    const auto late = std::make_shared<Listener>();
    router_.open(1);
    router_.close(1);
    router_.route(1, {late});
    EXPECT_EQ(late->ends, 1);
    EXPECT_EQ(late->formats, 0);
}

TEST_F(RouterTest, FramesAreCounted)
{
    router_.open(1);
    router_.format(1, counter);
    play(12);
    play(30);
    EXPECT_EQ(router_.frames(1), Frames(42));
    EXPECT_EQ(router_.frames(2), Frames(0));
}

TEST_F(RouterTest, RoutesChangeFromAnotherThreadWhileItPlays)
{
    const auto stays = std::make_shared<Listener>();
    std::vector<std::shared_ptr<Listener>> guests;
    router_.open(1);
    router_.route(1, {stays});
    router_.format(1, counter);
    std::atomic<bool> done{false};
    std::thread commander([&] {
        std::mt19937 random(1);
        while (!done) {
            guests.push_back(std::make_shared<Listener>());
            if (random() % 2)
                router_.route(1, {stays, guests.back()});
            else
                router_.route(1, {guests.back(), stays});
        }
    });
    for (int i = 0; i < 20000; ++i)
        play(1 + static_cast<std::size_t>(i % 5));
    done = true;
    commander.join();
    router_.closeAll();

    ASSERT_EQ(stays->heard.size(), next_);
    for (std::uint32_t i = 0; i < next_; ++i)
        ASSERT_EQ(stays->heard[i], i);
    for (const auto& guest : guests) {
        EXPECT_FALSE(guest->spoken_wrongly);
        EXPECT_LE(guest->ends, 1);
        for (std::size_t i = 1; i < guest->heard.size(); ++i)
            ASSERT_EQ(guest->heard[i], guest->heard[i - 1] + 1);
    }
}

}  // namespace
