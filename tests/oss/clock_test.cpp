// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

struct Playing : testing::Test {
    Playing() { d.params(2, 44100); }

    u64 bytesAfter(u64 ns) const { return oss_frames_in(&d.dsp.params, ns) * 4; }

    Device d;
};

using Clock = Playing;
using FreeRunning = Playing;

TEST_F(Clock, IsExactAfterAYear)
{
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    oss_dsp_map(&d.dsp, false, d.now);
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT);
    const u64 days = 365;
    for (u64 hour = 0; hour < days * 24; hour++)
        d.pass(3600 * second);
    EXPECT_EQ(d.dsp.play.played, days * 86400 * 44100 * 4);
    d.pass(1);
    EXPECT_EQ(d.dsp.play.played, days * 86400 * 44100 * 4);
}

TEST_F(Clock, IsExactAfterAYearInOneStep)
{
    oss_dsp_map(&d.dsp, false, d.now);
    d.pointer();
    d.pass(365 * 86400 * second + second / 2);
    EXPECT_EQ(d.dsp.play.played, (u64{365} * 86400 * 44100 + 22050) * 4);
}

TEST(ClockOfIma, IsExactAtAnOddRate)
{
    Device d;
    d.params(1, 11025, AFMT_IMA_ADPCM);
    oss_dsp_map(&d.dsp, false, d.now);
    d.pointer();
    for (int i = 0; i < 100'001; i++)
        d.pass(second);
    EXPECT_EQ(d.dsp.play.played, u64{100'001} * 11025 / 2);
}

/// From one sample a second to 32 channels of 32 bits at 768 kHz.
TEST(ClockAtTheLimits, IsExactAfterAYear)
{
    const oss_params limits[] = {{AFMT_U8, 1, 1},
                                 {AFMT_IMA_ADPCM, 1, 1},
                                 {AFMT_S32_LE, 32, 1},
                                 {AFMT_IMA_ADPCM, 31, 767999},
                                 {AFMT_U32_LE, 32, 768000}};
    for (const oss_params& p : limits) {
        Device d;
        d.params(static_cast<s32>(p.channels), static_cast<s32>(p.rate), p.afmt);
        ASSERT_EQ(d.dsp.params.rate, p.rate);
        oss_dsp_map(&d.dsp, false, d.now);
        d.pointer();
        const u64 steps = 365 * 2;
        for (u64 i = 0; i < steps; i++)
            d.pass(43200 * second);
        EXPECT_EQ(oss_stream_samples(&d.dsp.play), steps * 43200 * p.rate);
        EXPECT_GT(d.deadline(), d.now);
    }
}

TEST(ClockAtTheLimits, PlaysAWholeQueueInItsTime)
{
    for (const s32 rate : {1, 768000}) {
        Device d;
        d.params(32, rate, AFMT_S32_LE);
        const u64 frames = d.buffer() / d.frame();
        const u64 end = d.now + oss_frames_ns(&d.dsp.params, frames);
        d.write(d.buffer());
        d.pass(end - d.now - 1);
        EXPECT_FALSE(oss_play_drained(&d.dsp.play));
        d.pass(1);
        EXPECT_TRUE(oss_play_drained(&d.dsp.play));
    }
}

TEST_F(Clock, DoesNotTurnBack)
{
    d.write(d.buffer());
    d.pass(100 * millisecond);
    const u64 played = d.dsp.play.played;
    EXPECT_EQ(oss_play_advance(&d.dsp.play, d.now - second), 0u);
    EXPECT_EQ(d.dsp.play.played, played);
}

TEST_F(Clock, StepsDoNotChangeThePosition)
{
    Device other;
    other.params(2, 44100);
    d.write(d.buffer());
    other.write(d.buffer());
    for (int i = 0; i < 1000; i++)
        d.pass(333'333);
    other.pass(333'333'000);
    EXPECT_EQ(d.dsp.play.played, other.dsp.play.played);
}

TEST_F(FreeRunning, FollowsTheGate)
{
    d.dsp.play.free_running = true;
    d.write(1001);
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 0u);
    EXPECT_EQ(d.deadline(), never);
    d.dsp.play.gate = 503;
    d.advance();
    EXPECT_EQ(d.dsp.play.played, 500u);
    d.seen();
    d.dsp.play.gate = 507;
    d.advance();
    EXPECT_FALSE(d.seen() & OSS_FX_WAKE);
    d.dsp.play.gate = 100'000;
    d.advance();
    EXPECT_EQ(d.dsp.play.played, 1000u);
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
}

TEST_F(FreeRunning, TheClockGoesOnFromThere)
{
    d.dsp.play.free_running = true;
    d.write(d.buffer());
    d.dsp.play.gate = 8192;
    d.pass(3600 * second);
    d.dsp.play.free_running = false;
    d.pass(10 * millisecond);
    EXPECT_EQ(d.dsp.play.played, 8192 + bytesAfter(10 * millisecond));
}

TEST_F(FreeRunning, AStoppedOneWaits)
{
    d.dsp.play.free_running = true;
    d.dsp.play.gate = never;
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.write(100);
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 0u);
}

}  // namespace
