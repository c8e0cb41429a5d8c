// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

struct Mapped : testing::Test {
    Mapped() { d.params(2, 44100); }

    void map() { d.effects |= oss_dsp_map(&d.dsp, false, d.now); }

    Device d;
};

TEST_F(Mapped, TriggerStartsTheClock)
{
    map();
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.pass(second);
    EXPECT_EQ(d.pointer().bytes, 0);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).has(OSS_FX_STARTED));
    d.pass(second);
    EXPECT_EQ(d.pointer().bytes, 44100 * 4);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

TEST_F(Mapped, TriggerOnAloneStartsToo)
{
    map();
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).has(OSS_FX_STARTED));
}

TEST_F(Mapped, FirstGetOPtrStartsWithoutTrigger)
{
    map();
    EXPECT_TRUE(oss_play_writable(&d.dsp.play));
    EXPECT_EQ(d.pointer().ptr, 0);
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.pass(10 * millisecond);
    EXPECT_EQ(d.pointer().ptr, 441 * 4);
}

TEST_F(Mapped, ClockRunsRound)
{
    map();
    d.pointer();
    d.pass(second);
    const count_info info = d.pointer();
    EXPECT_EQ(info.bytes, 176400);
    EXPECT_EQ(info.ptr, 176400 % 65536);
    EXPECT_EQ(info.blocks, 176400 / 4096);
}

TEST_F(Mapped, PollTellsEachFragmentOnce)
{
    map();
    d.pointer();
    EXPECT_FALSE(oss_play_writable(&d.dsp.play));
    EXPECT_EQ(d.deadline(), d.now + d.fragmentNs());
    d.seen();
    EXPECT_EQ(d.passInSteps(d.fragmentNs()), 1u);
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
    EXPECT_TRUE(oss_play_writable(&d.dsp.play));
    d.pointer();
    EXPECT_FALSE(oss_play_writable(&d.dsp.play));
}

TEST_F(Mapped, SpaceIsTheBufferAndDelayNothing)
{
    map();
    d.pointer();
    d.pass(millisecond);
    EXPECT_EQ(d.space().bytes, 65536);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, 0);
    EXPECT_EQ(oss_play_commit(&d.dsp.play, 100, d.now), 0u);
}

TEST_F(Mapped, FirstByteOfTheBufferIsPositionZero)
{
    d.write(d.fragment() + 1);
    d.pass(millisecond);
    map();
    EXPECT_TRUE(d.seen() & OSS_FX_RESET_PLAY);
    EXPECT_EQ(d.pointer().ptr, 0);
    d.pass(millisecond);
    EXPECT_EQ(d.pointer().ptr, 44 * 4);
}

TEST_F(Mapped, ResetRestartsAtTheFirstByte)
{
    map();
    d.pointer();
    d.pass(10 * millisecond);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_TRUE(d.dsp.play.mapped);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
    EXPECT_EQ(d.deadline(), never);
    EXPECT_EQ(d.pointer().bytes, 0);
}

TEST_F(Mapped, BufferKeepsItsSize)
{
    map();
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETFRAGMENT, 0x00020008).has(OSS_FX_MISUSE));
    EXPECT_EQ(d.buffer(), 65536u);
    const Answer answer = d.call(SNDCTL_DSP_SPEED, 22050);
    EXPECT_EQ(answer.value, 22050);
    EXPECT_FALSE(answer.has(OSS_FX_GEOMETRY));
    EXPECT_EQ(d.buffer(), 65536u);
}

TEST_F(Mapped, FormatThatDoesNotFitIsNotTaken)
{
    map();
    const Answer answer = d.call(SNDCTL_DSP_CHANNELS, 3);
    EXPECT_EQ(answer.error, 0);
    EXPECT_EQ(answer.value, 2);
}

TEST_F(Mapped, ChangeOfRateKeepsTheClockRunning)
{
    map();
    d.pointer();
    d.pass(second);
    d.call(SNDCTL_DSP_SPEED, 22050);
    d.pass(second);
    EXPECT_EQ(d.pointer().bytes, (44100 + 22050) * 4);
}

TEST_F(Mapped, FreeRunningFollowsTheGate)
{
    map();
    d.dsp.play.free_running = true;
    d.pointer();
    d.dsp.play.gate = 10'002;
    d.pass(second);
    EXPECT_EQ(d.pointer().bytes, 10'000);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Mapped, OfAMissingDirectionDoesNothing)
{
    EXPECT_EQ(oss_dsp_map(&d.dsp, true, d.now), 0u);
    EXPECT_FALSE(d.dsp.capture.mapped);
    map();
    EXPECT_EQ(oss_dsp_map(&d.dsp, false, d.now), 0u);
}

TEST(MappedCapture, RunsFromTheFirstGetIPtr)
{
    Device d(Record);
    d.params(2, 44100);
    oss_dsp_map(&d.dsp, true, d.now);
    EXPECT_TRUE(oss_capture_readable(&d.dsp.capture));
    EXPECT_EQ(d.pointer(SNDCTL_DSP_GETIPTR).bytes, 0);
    EXPECT_FALSE(oss_capture_readable(&d.dsp.capture));
    EXPECT_EQ(d.deadline(), d.now + d.fragmentNs());
    d.pass(second);
    EXPECT_TRUE(oss_capture_readable(&d.dsp.capture));
    const count_info info = d.pointer(SNDCTL_DSP_GETIPTR);
    EXPECT_EQ(info.bytes, 176400);
    EXPECT_EQ(info.ptr, 176400 % 65536);
    EXPECT_EQ(info.blocks, 43);
    EXPECT_EQ(oss_capture_ready(&d.dsp.capture), 0u);
    EXPECT_EQ(d.dsp.capture.underruns, 0u);
}

TEST(MappedCapture, ChangeOfRateKeepsItRunning)
{
    Device d(Record);
    d.params(2, 44100);
    oss_dsp_map(&d.dsp, true, d.now);
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT);
    d.pass(second);
    EXPECT_FALSE(d.call(SNDCTL_DSP_SPEED, 22050).has(OSS_FX_STOPPED));
    d.pass(second);
    EXPECT_EQ(d.pointer(SNDCTL_DSP_GETIPTR).bytes, (44100 + 22050) * 4);
}

}  // namespace
