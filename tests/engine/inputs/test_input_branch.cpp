// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/input_branch.h"
#include "tests/engine/inputs/ring_pair.h"

#include <gtest/gtest.h>

#include <sys/eventfd.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace {

using namespace dsproxy;
using State = link::InputRing::State;
using Samples = std::vector<std::int16_t>;

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

std::uint64_t now_ns = 1;

Samples counter(std::size_t count, int first = 0)
{
    Samples all(count);
    std::iota(all.begin(), all.end(), static_cast<std::int16_t>(first));
    return all;
}

struct InputBranchTest : testing::Test {
    test::RingPair ring;
    std::shared_ptr<InputLevel> level = std::make_shared<InputLevel>();

    std::shared_ptr<InputBranch> branch(State flow = State::Live, Format to = cd)
    {
        return std::make_shared<InputBranch>(ring.service, to, level, flow, [] { return now_ns; });
    }
    static void feed(InputBranch& branch, const Samples& samples, Format format = cd)
    {
        branch.pcm({format, std::as_bytes(std::span(samples))});
    }
};

TEST_F(InputBranchTest, EqualFormatsAreExact)
{
    const auto input = branch();
    input->format(cd);
    const Samples all = counter(40000, -20000);
    for (std::size_t at = 0; at < all.size(); at += 400)
        feed(*input, Samples(all.begin() + at, all.begin() + at + 400));
    EXPECT_EQ(ring.record<std::int16_t>(), all);
    EXPECT_EQ(level->frames.load(), 20000u);
    EXPECT_EQ(level->dropped.load(), 0u);
}

TEST_F(InputBranchTest, AnotherRateHasItsLengthAndTone)
{
    const Format wide(AFMT_S16_LE, Channels{1}, Rate{48000});
    const Format phone(AFMT_S16_LE, Channels{1}, Rate{8000});
    const auto input = branch(State::Live, phone);
    input->format(wide);
    Samples sine(48000);
    for (std::size_t i = 0; i < sine.size(); ++i)
        sine[i] = static_cast<std::int16_t>(
            10000 * std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / 48000));
    feed(*input, sine, wide);
    input->end();
    const auto got = ring.record<std::int16_t>();
    ASSERT_EQ(got.size(), 8000u);
    int rises = 0;
    for (std::size_t i = 1; i < got.size(); ++i)
        rises += got[i - 1] < 0 && got[i] >= 0;
    EXPECT_NEAR(rises, 1000, 1);
}

TEST_F(InputBranchTest, TheGainGoesFromNothingToFourTimesAndLimits)
{
    const auto input = branch();
    input->format(cd);
    const auto settle = [&] {
        feed(*input, Samples(2000, 0));  // a change takes some ms
        ring.record<std::int16_t>();
    };
    level->volume.set(9, 0.5);
    settle();
    feed(*input, {1000, 1000, 20000, 20000, -20000, -20000});
    EXPECT_EQ(ring.record<std::int16_t>(), (Samples{4000, 500, 32767, 10000, -32768, -10000}));
    level->volume.mute(true);
    settle();
    feed(*input, {1000, 1000});
    EXPECT_EQ(ring.record<std::int16_t>(), (Samples{0, 0}));
}

TEST_F(InputBranchTest, WhatFindsNoRoomIsCountedInWholeFrames)
{
    test::RingPair small(4096);
    const Format odd(AFMT_S24_PACKED, Channels{1}, Rate{44100});
    InputBranch input(small.service, odd, level, State::Live, [] { return now_ns; });
    input.format(odd);
    const std::vector<std::byte> pcm(3 * 2000);
    input.pcm({odd, pcm});
    EXPECT_EQ(level->frames.load(), 1365u);
    EXPECT_EQ(level->dropped.load(), 635u);
    EXPECT_EQ(small.program->ready(), 3u * 1365u);
}

TEST_F(InputBranchTest, ALiveSourceIsSilentUntilItComesAndAfterItsEnd)
{
    const auto input = branch();
    EXPECT_EQ(ring.program->state(), State::Silent);
    input->format(cd);
    feed(*input, counter(4));
    EXPECT_EQ(ring.program->state(), State::Live);
    input->end();
    EXPECT_EQ(ring.program->state(), State::Silent);
    feed(*input, counter(4));
    EXPECT_EQ(ring.record<std::int16_t>(), counter(4));
}

TEST_F(InputBranchTest, WhoHasLeftFeedsNothing)
{
    const auto old = branch();
    old->format(cd);
    feed(*old, counter(4));
    old->leave();
    const auto next = branch();
    next->format(cd);
    feed(*old, counter(4, 100));
    old->end();
    feed(*next, counter(4, 200));
    EXPECT_EQ(ring.record<std::int16_t>(), (Samples{0, 1, 2, 3, 200, 201, 202, 203}));
    EXPECT_EQ(ring.program->state(), State::Live);
}

TEST_F(InputBranchTest, CompressedSoundIsSilence)
{
    const auto input = branch();
    const Format compressed(AFMT_AC3, Channels{2}, Rate{48000});
    input->format(compressed);
    const std::vector<std::byte> bytes(4000, std::byte{1});
    input->pcm({compressed, bytes});
    EXPECT_EQ(ring.program->ready(), 0u);
    EXPECT_EQ(ring.program->state(), State::Silent);
}

/// SPARE frames always lie in the ring, for some seconds.
std::int32_t rateWith(test::RingPair& ring, InputBranch& input, std::size_t spare)
{
    const Samples piece(882, 1);  // 10 ms
    std::vector<std::byte> got(piece.size() * 2);
    for (std::size_t i = 0; i < spare * 2 / piece.size(); ++i)
        input.pcm({cd, std::as_bytes(std::span(piece))});
    for (int i = 0; i < 500; ++i) {
        now_ns += 10'000'000;
        input.pcm({cd, std::as_bytes(std::span(piece))});
        ring.program->read(got);
    }
    return ring.program->rate_ppb();
}

TEST_F(InputBranchTest, AProgramThatIsSlowerThanItsSourceIsSteered)
{
    const auto input = branch();
    input->format(cd);
    EXPECT_GT(rateWith(ring, *input, 4410), 0);
    const auto next = branch();
    EXPECT_EQ(ring.program->rate_ppb(), 0);
    ring.record<std::int16_t>();
    next->format(cd);
    EXPECT_LT(rateWith(ring, *next, 0), 0);
}

TEST_F(InputBranchTest, WaitingForRoomEndsWithTheStopOrTheLeave)
{
    const UniqueFd stop(::eventfd(0, EFD_CLOEXEC));
    const auto input = branch(State::Coming);
    input->format(cd);
    EXPECT_TRUE(input->waitForRoom(stop.get()));
    feed(*input, counter(60000));
    const std::uint64_t one = 1;
    ASSERT_EQ(::write(stop.get(), &one, sizeof one), static_cast<ssize_t>(sizeof one));
    EXPECT_FALSE(input->waitForRoom(stop.get()));
    ring.record<std::int16_t>();
    EXPECT_TRUE(input->waitForRoom(stop.get()));
    input->leave();
    EXPECT_FALSE(input->waitForRoom(stop.get()));
}

}  // namespace
