// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

struct Recording : testing::Test {
    Recording() { d.params(2, 44100); }

    u32 ready() const { return oss_capture_ready(&d.dsp.capture); }

    Device d{Record};
};

using Arm = Recording;
using Capture = Recording;
using Overrun = Recording;
using GetISpace = Recording;
using GetIPtr = Recording;

TEST_F(Arm, OneFragmentComesByItselfAndStays)
{
    EXPECT_FALSE(oss_capture_readable(&d.dsp.capture));
    EXPECT_EQ(d.deadline(), d.now + d.fragmentNs());
    d.pass(d.fragmentNs() - 1);
    EXPECT_FALSE(oss_capture_readable(&d.dsp.capture));
    d.seen();
    d.pass(1);
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
    EXPECT_TRUE(oss_capture_readable(&d.dsp.capture));
    EXPECT_EQ(d.deadline(), never);
    d.pass(60 * second);
    EXPECT_EQ(ready(), d.fragment());
}

TEST_F(Arm, StartTakesTheWaitingFragment)
{
    d.pass(60 * second);
    EXPECT_EQ(d.read(1'000'000), d.fragment());
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.read(1'000'000), d.fragment());
}

TEST_F(Arm, EarlyStartCountsFromOpen)
{
    d.pass(d.fragmentNs() / 2);
    EXPECT_EQ(d.read(1'000'000), oss_frames_in(&d.dsp.params, d.fragmentNs() / 2) * 4);
    d.pass(d.fragmentNs() - d.fragmentNs() / 2);
    EXPECT_EQ(d.dsp.capture.played, d.fragment());
}

TEST_F(Arm, ChangeOfFormatArmsAnew)
{
    d.pass(second);
    ASSERT_EQ(ready(), d.fragment());
    EXPECT_FALSE(d.call(SNDCTL_DSP_SPEED, 48000).has(OSS_FX_RESET_CAPTURE));
    EXPECT_EQ(ready(), 0u);
    EXPECT_EQ(d.dsp.capture.played, 0u);
    d.pass(d.fragmentNs());
    EXPECT_EQ(ready(), d.fragment());
}

TEST_F(Arm, ChangeOfFragmentArmsAnew)
{
    d.pass(second);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040009);
    EXPECT_EQ(ready(), 0u);
    d.pass(second);
    EXPECT_EQ(ready(), 512u);
}

TEST_F(Arm, WaitsForTheInput)
{
    d.input = 1000;
    d.pass(second);
    EXPECT_EQ(ready(), 1000u);
    EXPECT_GT(d.deadline(), d.now);
    d.input = never;
    d.advance();
    EXPECT_EQ(ready(), d.fragment());
}

TEST_F(Capture, RunsAtTheRate)
{
    d.read(0);
    for (int i = 0; i < 100; i++) {
        d.pass(10 * millisecond);
        d.read(1'000'000);
    }
    EXPECT_EQ(d.dsp.capture.written, 44100u * 4);
    EXPECT_EQ(d.dsp.capture.underruns, 0u);
}

TEST_F(Capture, DeadlineIsTheNextFragment)
{
    d.read(0);
    const u64 start = d.now;
    EXPECT_EQ(d.deadline(), start + d.fragmentNs());
    d.seen();
    EXPECT_EQ(d.passInSteps(d.fragmentNs() * 3), 3u);
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
    EXPECT_EQ(ready(), 3 * d.fragment());
}

TEST_F(Capture, StopsAtTheInput)
{
    d.read(0);
    d.input = 4098;
    d.pass(second / 10);
    EXPECT_EQ(d.dsp.capture.played, 4096u);
    EXPECT_GT(d.deadline(), d.now);
    d.input = never;
    d.advance();
    EXPECT_EQ(d.dsp.capture.played, 4410u * 4);
}

TEST_F(Capture, TriggerStartsItWithoutARead)
{
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.pass(second);
    EXPECT_EQ(ready(), 0u);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT).has(OSS_FX_STARTED));
    d.pass(10 * millisecond);
    EXPECT_EQ(ready(), 441u * 4);
}

TEST_F(Capture, TriggerOffKeepsWhatWasRecorded)
{
    d.read(0);
    d.pass(10 * millisecond);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, 0).has(OSS_FX_STOPPED));
    d.pass(second);
    EXPECT_EQ(d.read(1'000'000), 441u * 4);
    EXPECT_EQ(d.dsp.capture.run, OSS_RUN_STOPPED);
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT);
    d.pass(10 * millisecond);
    EXPECT_EQ(ready(), 441u * 4);
}

TEST_F(Capture, TriggerOnTwiceStartsOnce)
{
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT).has(OSS_FX_STARTED));
    EXPECT_EQ(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT).effects, 0u);
}

TEST_F(Capture, FreeRunningIsAlwaysFull)
{
    d.dsp.capture.free_running = true;
    d.advance();
    EXPECT_EQ(ready(), d.fragment());
    for (int i = 0; i < 100; i++)
        EXPECT_EQ(d.read(1'000'000), d.buffer());
    d.input = d.dsp.capture.written + 402;
    EXPECT_EQ(d.read(1'000'000), 400u);
    EXPECT_EQ(d.dsp.capture.underruns, 0u);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Overrun, LosesTheOldestFrames)
{
    d.read(0);
    d.seen();
    d.pass(second);
    EXPECT_TRUE(d.seen() & OSS_FX_OVERRUN);
    EXPECT_EQ(ready(), d.buffer());
    EXPECT_EQ(d.dsp.capture.played, 44100u * 4);
    EXPECT_EQ(d.dsp.capture.written, 44100u * 4 - d.buffer());
    EXPECT_EQ(d.dsp.capture.underruns, 1u);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Overrun, IsCountedOnceUntilTheNextRead)
{
    d.read(0);
    for (int i = 0; i < 10; i++)
        d.pass(second);
    EXPECT_EQ(d.dsp.capture.underruns, 1u);
    d.read(d.buffer());
    d.pass(second);
    EXPECT_EQ(d.dsp.capture.underruns, 2u);
}

/// The clock may look just when the buffer is full and nothing is lost yet.
TEST_F(Overrun, IsCountedAfterALookAtTheFullBuffer)
{
    d.read(0);
    d.passInSteps(second);
    EXPECT_EQ(d.dsp.capture.underruns, 1u);
}

TEST_F(Overrun, KeepsThePlaceInTheFrame)
{
    d.read(0);
    d.pass(100 * millisecond);
    d.read(3);
    d.pass(second);
    EXPECT_EQ(d.dsp.capture.written % 4, 3u);
    EXPECT_LE(ready(), d.buffer());
    EXPECT_EQ(d.deadline(), never);
    d.pass(second);
    EXPECT_EQ(d.dsp.capture.underruns, 1u);
}

TEST_F(GetISpace, StartsRecordingWithTheWaitingFragment)
{
    d.pass(second);
    const audio_buf_info info = d.space(SNDCTL_DSP_GETISPACE);
    EXPECT_EQ(d.error, 0);
    EXPECT_EQ(info.fragments, 1);
    EXPECT_EQ(info.bytes, 4096);
    EXPECT_EQ(info.fragsize, 4096);
    EXPECT_EQ(info.fragstotal, 16);
    EXPECT_EQ(d.dsp.capture.run, OSS_RUN_RUNNING);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.space(SNDCTL_DSP_GETISPACE).fragments, 2);
}

TEST_F(GetISpace, NaiveLoopEnds)
{
    int calls = 0;
    while (d.space(SNDCTL_DSP_GETISPACE).fragments == 0 && ++calls < 1000)
        d.pass(millisecond);
    EXPECT_LE(calls, 24);
}

TEST_F(GetISpace, LoopIsFlagged)
{
    for (int i = 0; i < 200; i++)
        d.space(SNDCTL_DSP_GETISPACE);
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_GETISPACE_LOOP);
}

TEST_F(GetIPtr, CountsWhatWasRecorded)
{
    d.pass(second);
    EXPECT_EQ(d.pointer(SNDCTL_DSP_GETIPTR).bytes, 0);
    d.read(0);
    d.pass(d.fragmentNs());
    const count_info info = d.pointer(SNDCTL_DSP_GETIPTR);
    EXPECT_EQ(info.bytes, 8192);
    EXPECT_EQ(info.blocks, 2);
    EXPECT_EQ(info.ptr, 8192);
}

}  // namespace
