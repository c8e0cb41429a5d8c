// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

u64 samples(Device& d, u32 cmd = OSS_DSP_CURRENT_OPTR64)
{
    return d.ask<oss_count>(cmd).samples;
}

TEST(Silence, LetsTheClockGoOn)
{
    Device d;
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    const Answer answer = d.call(SNDCTL_DSP_SILENCE);
    EXPECT_EQ(answer.error, 0);
    EXPECT_TRUE(answer.has(OSS_FX_SILENCE));
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_RUNNING);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.dsp.play.played, 2 * d.fragment());
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_SILENCE).error, OSS_EINVAL);
}

TEST(Skip, DropsTheQueueAndKeepsTheCounters)
{
    Device d;
    d.params(2, 44100);
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    const Answer answer = d.call(SNDCTL_DSP_SKIP);
    EXPECT_TRUE(answer.has(OSS_FX_RESET_PLAY));
    EXPECT_EQ(d.dsp.play.dropped_from, d.fragment());
    EXPECT_EQ(d.pointer().bytes, static_cast<s32>(d.buffer()));
    EXPECT_EQ(d.space().bytes, static_cast<s32>(d.buffer()));
    d.write(d.fragment());
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_RUNNING);
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_SKIP).error, OSS_EINVAL);
}

TEST(Skip, OfASplitFrameBeginsAFrameAnew)
{
    Device d;
    d.params(2, 44100);
    d.write(d.fragment() + 3);
    d.call(SNDCTL_DSP_SKIP);
    d.write(d.fragment());
    EXPECT_EQ(oss_play_split(&d.dsp.play), 0u);
    d.pass(d.fragmentNs());
    EXPECT_EQ(samples(d), 2 * d.fragment() / 4);
}

TEST(HaltOne, LeavesTheOtherDirection)
{
    Device d(Both);
    d.write(d.buffer());
    d.read(1);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.call(SNDCTL_DSP_HALT_OUTPUT).error, 0);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(d.dsp.capture.run, OSS_RUN_RUNNING);
    EXPECT_GT(oss_capture_ready(&d.dsp.capture), 0u);
    d.write(d.buffer());
    EXPECT_EQ(d.call(SNDCTL_DSP_HALT_INPUT).error, 0);
    EXPECT_EQ(d.dsp.capture.run, OSS_RUN_STOPPED);
    EXPECT_EQ(oss_capture_ready(&d.dsp.capture), 0u);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_RUNNING);
}

TEST(CurrentPtr, CountsSampleTimesFromOpen)
{
    Device d;
    d.params(2, 44100);
    EXPECT_EQ(samples(d), 0u);
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    EXPECT_EQ(samples(d), d.fragment() / 4);
    EXPECT_EQ(samples(d, OSS_DSP_CURRENT_OPTR32), d.fragment() / 4);
    EXPECT_EQ(d.ask<oss_count>(OSS_DSP_CURRENT_OPTR64).fifo_samples, 0);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(samples(d), 0u);
}

TEST(CurrentPtr, GoesOnOverChangesOfFormat)
{
    Device d;
    d.params(2, 44100);
    d.write(4 * 1000);
    d.call(SNDCTL_DSP_POST);
    d.pass(second);
    d.params(1, 8000, AFMT_U8);
    EXPECT_EQ(samples(d), 1000u);
    d.write(500);
    d.call(SNDCTL_DSP_POST);
    d.pass(second);
    EXPECT_EQ(samples(d), 1500u);
}

TEST(CurrentPtr, IsBeyondThirtyTwoBits)
{
    Device d;
    d.params(1, 48000, AFMT_U8);
    oss_dsp_map(&d.dsp, false, d.now);
    d.call(SNDCTL_DSP_GETOPTR);
    d.pass(100'000 * second);
    EXPECT_EQ(samples(d), 4'800'000'000u);
}

TEST(CurrentPtr, OfCaptureAndOfTheOtherDirection)
{
    Device d(Record);
    EXPECT_EQ(samples(d, OSS_DSP_CURRENT_IPTR64), 0u);
    d.read(1);
    d.pass(second);
    EXPECT_EQ(samples(d, OSS_DSP_CURRENT_IPTR64), oss_stream_bytes(&d.dsp.capture));
    EXPECT_EQ(d.call(OSS_DSP_CURRENT_OPTR64).error, OSS_EINVAL);
    EXPECT_EQ(Device(Play).call(OSS_DSP_CURRENT_IPTR32).error, OSS_EINVAL);
}

}  // namespace
