// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

bool writable(const Device& d)
{
    return oss_play_writable(&d.dsp.play);
}

bool readable(const Device& d)
{
    return oss_capture_readable(&d.dsp.capture);
}

TEST(LowWater, BelowAFragmentWritesEarlier)
{
    Device d;
    d.call(SNDCTL_DSP_LOW_WATER, 8);
    d.write(d.buffer());
    EXPECT_FALSE(writable(d));
    const u64 due = oss_frames_ns(&d.dsp.params, 8);
    EXPECT_EQ(d.deadline(), d.now + due);
    d.pass(due - 1);
    EXPECT_FALSE(writable(d));
    d.seen();
    d.pass(1);
    EXPECT_TRUE(writable(d));
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
}

TEST(LowWater, AboveAFragmentWaitsLonger)
{
    Device d;
    d.call(SNDCTL_DSP_LOW_WATER, 3 * d.fragment());
    d.write(d.buffer());
    d.pass(3 * d.fragmentNs() - 1);
    EXPECT_FALSE(writable(d));
    d.pass(1);
    EXPECT_TRUE(writable(d));
}

TEST(LowWater, IsReachedHoweverLarge)
{
    Device d(Both);
    d.params(2, 44100);
    d.call(SNDCTL_DSP_LOW_WATER, 0x7fffffff);
    d.write(d.buffer());
    d.read(1);
    d.passInSteps(second);
    EXPECT_TRUE(writable(d));
    EXPECT_TRUE(readable(d));
}

TEST(LowWater, LessThanAByteIsOne)
{
    Device d;
    d.call(SNDCTL_DSP_LOW_WATER, -5);
    EXPECT_EQ(d.dsp.play.low_water, 1u);
    EXPECT_EQ(d.call(SNDCTL_DSP_LOW_WATER, 0).error, 0);
    EXPECT_EQ(d.dsp.play.low_water, 1u);
}

TEST(LowWater, OfCaptureIsWhatCanBeRead)
{
    Device d(Record);
    d.params(2, 44100);
    d.read(d.fragment());
    d.call(SNDCTL_DSP_LOW_WATER, 6);
    d.read(d.buffer());
    EXPECT_EQ(oss_capture_takable(&d.dsp.capture, d.buffer()), 0u);
    EXPECT_FALSE(readable(d));
    d.now = d.deadline();
    d.advance();
    EXPECT_TRUE(readable(d));
    EXPECT_EQ(oss_capture_takable(&d.dsp.capture, d.buffer()), 8u);
}

TEST(LowWater, TheFirstFragmentIsReadyAtAnyMark)
{
    Device d(Record);
    d.call(SNDCTL_DSP_LOW_WATER, 0x7fffffff);
    d.passInSteps(second);
    EXPECT_TRUE(readable(d));
}

TEST(LowWater, APartOfTheFirstFragmentWakesAtTheMark)
{
    Device d(Record);
    d.call(SNDCTL_DSP_LOW_WATER, 4);
    d.input = 8;
    d.seen();
    d.pass(d.fragmentNs());
    EXPECT_TRUE(readable(d));
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
}

TEST(LowWater, WholeFragmentsAreTakenWithoutAMark)
{
    Device d(Record);
    d.read(1);
    d.pass(d.fragmentNs() * 5 / 2);
    EXPECT_EQ(oss_capture_takable(&d.dsp.capture, d.buffer()) % d.fragment(), 0u);
    EXPECT_EQ(oss_capture_takable(&d.dsp.capture, 3), 3u);
}

audio_buf_info after(s32 policy)
{
    Device d;
    d.params(2, 44100);
    EXPECT_EQ(d.call(SNDCTL_DSP_POLICY, policy).error, 0);
    return d.space();
}

TEST(Policy, HasTheTableOfOssFour)
{
    EXPECT_EQ(after(3).fragsize, 256);
    EXPECT_EQ(after(3).fragstotal, 4);
    EXPECT_EQ(after(4).fragsize, 512);
    EXPECT_EQ(after(4).fragstotal, 4);
    EXPECT_EQ(after(5).fragsize, 1024);
    EXPECT_EQ(after(6).fragsize, 2048);
    EXPECT_EQ(after(7).fragsize, 4096);
    EXPECT_EQ(after(8).fragsize, 16384);
    EXPECT_EQ(after(9).fragsize, 32768);
    EXPECT_EQ(after(10).fragsize, 262144);
    // What no timer could follow is enlarged, as by SETFRAGMENT.
    for (s32 policy = 0; policy <= 2; policy++) {
        EXPECT_EQ(after(policy).fragsize, 128);
        EXPECT_EQ(after(policy).fragstotal, 2);
    }
}

TEST(Policy, OthersAreAnError)
{
    EXPECT_EQ(Device().call(SNDCTL_DSP_POLICY, 11).error, OSS_EIO);
    EXPECT_EQ(Device().call(SNDCTL_DSP_POLICY, -1).error, OSS_EIO);
}

TEST(Policy, LaterCallReplaces)
{
    Device d;
    d.params(2, 44100);
    d.call(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 12);
    d.call(SNDCTL_DSP_POLICY, 4);
    EXPECT_EQ(d.space().fragsize, 512);
    d.call(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 12);
    EXPECT_EQ(d.space().fragsize, 4096);
    d.write(d.buffer());
    EXPECT_TRUE(d.call(SNDCTL_DSP_POLICY, 4).has(OSS_FX_MISUSE));
    EXPECT_EQ(d.space().fragsize, 4096);
}

}  // namespace
