// SPDX-License-Identifier: GPL-2.0-or-later
/// What lies between the clock and the loudspeaker.
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

constexpr u32 delay_us = 50'000;
constexpr u64 delay_ns = 50 * millisecond;
constexpr s32 delay_bytes = 8820;

struct Latency : testing::Test {
    Latency()
    {
        d.params(2, 44100);
        oss_play_set_latency(&d.dsp.play, delay_us);
    }

    s32 odelay() { return d.call(SNDCTL_DSP_GETODELAY).value; }
    oss_count current() { return d.ask<oss_count>(OSS_DSP_CURRENT_OPTR64); }
    /// From the start to the end of a full buffer.
    u64 bufferNs() const { return oss_frames_ns(&d.dsp.params, d.buffer() / d.frame()); }

    Device d;
};

using SyncOfLatency = Latency;

TEST_F(Latency, IsInTheDelayAndNotInTheSpace)
{
    d.write(d.buffer());
    d.pass(100 * millisecond);
    const s32 played = static_cast<s32>(d.dsp.play.played);
    EXPECT_EQ(odelay(), static_cast<s32>(d.buffer()) - played + delay_bytes);
    EXPECT_EQ(d.space().bytes, played);
    EXPECT_EQ(d.pointer().bytes, played);
    EXPECT_EQ(current().samples, played / 4);
    EXPECT_EQ(current().fifo_samples, delay_bytes / 4);
}

TEST_F(Latency, IsNoMoreThanWasPlayed)
{
    EXPECT_EQ(odelay(), 0);
    d.write(d.buffer());
    EXPECT_EQ(odelay(), static_cast<s32>(d.buffer()));
    d.pass(10 * millisecond);
    EXPECT_EQ(odelay(), static_cast<s32>(d.buffer()));
    EXPECT_EQ(current().fifo_samples, 441);
}

TEST_F(Latency, RunsOutAfterTheEnd)
{
    d.write(d.buffer());
    d.pass(bufferNs());
    ASSERT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(odelay(), delay_bytes);
    EXPECT_EQ(d.deadline(), d.now + delay_ns);
    d.pass(20 * millisecond);
    EXPECT_EQ(odelay(), delay_bytes * 3 / 5);
    d.seen();
    d.pass(30 * millisecond);
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
    EXPECT_EQ(odelay(), 0);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Latency, EndsWithReset)
{
    d.write(d.buffer());
    d.pass(100 * millisecond);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(odelay(), 0);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Latency, OfAFreeRunningStreamIsNone)
{
    d.dsp.play.free_running = true;
    d.dsp.play.gate = never;
    d.write(d.buffer());
    d.pass(millisecond);
    EXPECT_EQ(odelay(), 0);
}

TEST_F(SyncOfLatency, WaitsUntilAllIsHeard)
{
    d.write(d.buffer());
    EXPECT_TRUE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
    d.pass(bufferNs());
    ASSERT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_TRUE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
    d.pass(delay_ns - 1);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
    d.pass(1);
    EXPECT_FALSE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

/// The next format may follow at once: nothing of the queue is in the old one.
TEST_F(SyncOfLatency, AChangeOfFormatDoesNotWait)
{
    d.write(d.buffer());
    d.pass(bufferNs());
    EXPECT_FALSE(d.call(SNDCTL_DSP_SPEED, 48000).has(OSS_FX_WAIT_DRAIN));
    EXPECT_EQ(d.dsp.params.rate, 48000u);
    d.pass(delay_ns);
    EXPECT_EQ(odelay(), 0);
}

TEST_F(SyncOfLatency, HasAnEndWhateverIsSaid)
{
    oss_play_set_latency(&d.dsp.play, ~u32{0});
    d.write(d.buffer());
    d.pass(bufferNs());
    EXPECT_TRUE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
    d.pass(10 * second);
    EXPECT_FALSE(d.call(SNDCTL_DSP_SYNC).has(OSS_FX_WAIT_DRAIN));
}

}  // namespace
