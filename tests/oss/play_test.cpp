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

using Start = Playing;
using Underrun = Playing;
using SplitFrame = Playing;
using GetOSpace = Playing;
using GetODelay = Playing;
using GetOPtr = Playing;
using Poll = Playing;
using Deadline = Playing;

TEST_F(Start, AtTheFirstFullFragment)
{
    d.write(d.fragment() - 1);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
    d.pass(millisecond);
    d.seen();
    d.write(1);
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.pass(10 * millisecond);
    EXPECT_EQ(d.dsp.play.played, bytesAfter(10 * millisecond));
}

TEST_F(Start, LonePartialFragmentStartsByItself)
{
    d.write(400);
    EXPECT_EQ(d.deadline(), d.now + d.fragmentNs());
    d.pass(d.fragmentNs() - 1);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
    d.seen();
    d.pass(1);
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.passInSteps(second);
    EXPECT_EQ(d.dsp.play.played, 400u);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

TEST_F(Start, PostStartsLess)
{
    d.write(400);
    EXPECT_TRUE(d.call(SNDCTL_DSP_POST).has(OSS_FX_STARTED));
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 400u);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

TEST_F(Start, PostOfNothingDoesNothing)
{
    EXPECT_EQ(d.call(SNDCTL_DSP_POST).effects, 0u);
    d.write(400);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_POST).error, 0);
}

TEST_F(Start, CloseStartsLess)
{
    d.write(400);
    EXPECT_TRUE(oss_dsp_close(&d.dsp, d.now) & OSS_FX_STARTED);
    d.passInSteps(second);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

TEST(Close, DropsOnTheNodeThatDoesNotWait)
{
    Device d(Play, OSS_NODE_DSP_NB);
    d.write(1000);
    EXPECT_TRUE(oss_dsp_close(&d.dsp, d.now) & OSS_FX_RESET_PLAY);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(d.dsp.play.dropped_from, 0u);
    EXPECT_EQ(d.dsp.play.played, 1000u);
}

TEST(Close, DrainsOnTheOthers)
{
    for (const oss_node node : {OSS_NODE_DSP, OSS_NODE_DSPW, OSS_NODE_AUDIO}) {
        Device d(Play, node);
        EXPECT_EQ(d.dsp.close_policy, OSS_CLOSE_DRAIN);
        EXPECT_EQ(oss_dsp_close(&d.dsp, d.now), 0u);
    }
}

TEST(Close, DropsWhatTheTriggerHoldsBack)
{
    Device d(Play, OSS_NODE_DSP);
    d.write(d.fragment() / 2);
    oss_play_trigger(&d.dsp.play, false, d.now);
    EXPECT_TRUE(oss_dsp_close(&d.dsp, d.now) & OSS_FX_RESET_PLAY);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
}

TEST_F(Underrun, IsCountedAndTheNextFragmentStartsAgain)
{
    d.write(d.fragment());
    d.seen();
    d.pass(d.fragmentNs());
    EXPECT_TRUE(d.seen() & OSS_FX_UNDERRUN);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STARVED);
    EXPECT_EQ(d.dsp.play.underruns, 1u);
    EXPECT_EQ(d.dsp.play.played, d.fragment());

    d.pass(second);
    EXPECT_EQ(d.dsp.play.underruns, 1u);
    d.write(d.fragment());
    EXPECT_TRUE(d.seen() & OSS_FX_STARTED);
    d.pass(millisecond);
    EXPECT_EQ(d.dsp.play.played, d.fragment() + bytesAfter(millisecond));
}

TEST_F(Underrun, EndAfterPostIsNone)
{
    d.write(d.fragment());
    d.call(SNDCTL_DSP_POST);
    d.passInSteps(second);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STARVED);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
}

TEST_F(Underrun, WritingAfterPostMakesItOneAgain)
{
    d.write(d.fragment());
    d.call(SNDCTL_DSP_POST);
    d.write(d.fragment());
    d.passInSteps(second);
    EXPECT_EQ(d.dsp.play.underruns, 1u);
}

TEST_F(SplitFrame, IsCompletedByTheNextWrite)
{
    d.write(d.fragment() + 3);
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, d.fragment());
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(oss_play_split(&d.dsp.play), 3u);
    d.write(d.fragment() - 3);
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 2 * d.fragment());
    EXPECT_EQ(oss_play_split(&d.dsp.play), 0u);
}

TEST_F(SplitFrame, SingleBytesAreTaken)
{
    for (u32 i = 0; i < d.buffer(); i++)
        ASSERT_EQ(d.write(1), 1u);
    EXPECT_EQ(d.write(1), 0u);
}

TEST_F(SplitFrame, AtCloseIsFlagged)
{
    d.write(2);
    EXPECT_TRUE(oss_dsp_close(&d.dsp, d.now) & OSS_FX_MISUSE);
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_SPLIT_FRAME);
}

TEST_F(GetOSpace, CountsWhatMayBeWritten)
{
    d.write(d.fragment() + 1);
    const audio_buf_info info = d.space();
    EXPECT_EQ(d.error, 0);
    EXPECT_EQ(info.fragsize, 4096);
    EXPECT_EQ(info.fragstotal, 16);
    EXPECT_EQ(info.bytes, 65536 - 4097);
    EXPECT_EQ(info.fragments, 14);
}

TEST_F(GetOSpace, OfTheOtherDirectionIsRefused)
{
    Device record(Record);
    record.space(SNDCTL_DSP_GETOSPACE);
    EXPECT_EQ(record.error, OSS_EINVAL);
    d.space(SNDCTL_DSP_GETISPACE);
    EXPECT_EQ(d.error, OSS_EINVAL);
}

TEST_F(GetOSpace, LoopIsFlagged)
{
    for (int i = 0; i < 199; i++)
        d.space();
    EXPECT_EQ(d.dsp.misuse, 0u);
    d.seen();
    d.space();
    EXPECT_TRUE(d.seen() & OSS_FX_MISUSE);
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_GETOSPACE_LOOP);
    d.space();
    EXPECT_FALSE(d.seen() & OSS_FX_MISUSE);
}

TEST_F(GetOSpace, BetweenWritesIsNoLoop)
{
    for (int i = 0; i < 1000; i++) {
        d.space();
        d.write(4);
    }
    for (int i = 0; i < 1000; i++) {
        d.space();
        d.call(SNDCTL_DSP_GETBLKSIZE);
    }
    EXPECT_EQ(d.dsp.misuse, 0u);
}

TEST_F(GetODelay, CountsEveryByteNotHeard)
{
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, 0);
    d.write(100);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, 100);
    d.write(d.fragment());
    d.pass(10 * millisecond);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value,
              static_cast<s32>(d.fragment() + 100 - bytesAfter(10 * millisecond)));
    d.pass(second);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, 0);
}

TEST_F(GetODelay, OfCaptureIsRefusedWithZero)
{
    const Answer answer = Device(Record).call(SNDCTL_DSP_GETODELAY, 12345);
    EXPECT_EQ(answer.error, OSS_EINVAL);
    EXPECT_EQ(answer.value, 0);
}

TEST_F(GetOPtr, IsZeroBeforeTheStart)
{
    d.write(100);
    const count_info info = d.pointer();
    EXPECT_EQ(info.bytes, 0);
    EXPECT_EQ(info.blocks, 0);
    EXPECT_EQ(info.ptr, 0);
}

TEST_F(GetOPtr, BlocksAreSinceTheLastCall)
{
    d.write(d.buffer());
    d.pass(d.fragmentNs() * 3 + 1000);
    EXPECT_EQ(d.pointer().blocks, 3);
    EXPECT_EQ(d.pointer().blocks, 0);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.pointer().blocks, 1);
}

TEST_F(GetOPtr, PtrRunsRoundTheBuffer)
{
    for (int i = 0; i < 40; i++) {
        d.write(d.fragment());
        d.pass(d.fragmentNs());
    }
    const count_info info = d.pointer();
    EXPECT_EQ(info.bytes, 40 * 4096);
    EXPECT_EQ(info.ptr, 8 * 4096);
    EXPECT_EQ(info.blocks, 40);
}

TEST_F(GetOPtr, BytesStayPositive)
{
    d.dsp.play.written = d.dsp.play.played = (u64{1} << 31) + 4;
    EXPECT_EQ(d.pointer().bytes, 4);
}

TEST_F(GetOPtr, OfTheOtherDirectionIsRefused)
{
    Device record(Record);
    record.pointer(SNDCTL_DSP_GETOPTR);
    EXPECT_EQ(record.error, OSS_EINVAL);
    d.pointer(SNDCTL_DSP_GETIPTR);
    EXPECT_EQ(d.error, OSS_EINVAL);
}

TEST_F(Poll, WritableWhenAFragmentFits)
{
    EXPECT_TRUE(oss_play_writable(&d.dsp.play));
    d.write(d.buffer());
    EXPECT_FALSE(oss_play_writable(&d.dsp.play));
    d.seen();
    d.pass(d.fragmentNs() - 100'000);
    EXPECT_FALSE(oss_play_writable(&d.dsp.play));
    EXPECT_FALSE(d.seen() & OSS_FX_WAKE);
    d.pass(100'000);
    EXPECT_TRUE(oss_play_writable(&d.dsp.play));
    EXPECT_TRUE(d.seen() & OSS_FX_WAKE);
}

TEST_F(Poll, IsNotWritableWhileTheTriggerIsOffAndTheBufferFull)
{
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.write(d.buffer());
    EXPECT_FALSE(oss_play_writable(&d.dsp.play));
}

TEST_F(Deadline, IsTheNextFragmentAndThenTheEnd)
{
    EXPECT_EQ(d.deadline(), never);
    d.write(d.fragment() + 400);
    const u64 start = d.now;
    EXPECT_EQ(d.deadline(), start + oss_frames_ns(&d.dsp.params, 100));
    d.now = d.deadline();
    d.advance();
    EXPECT_EQ(d.deadline(), start + oss_frames_ns(&d.dsp.params, 1124));
    d.now = d.deadline();
    d.advance();
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STARVED);
    EXPECT_EQ(d.deadline(), never);
}

TEST_F(Deadline, OnePerFragment)
{
    d.write(d.buffer());
    EXPECT_EQ(d.passInSteps(second), d.fragments());
}

TEST_F(Deadline, OfRoomForAWriteThatWaits)
{
    d.write(d.buffer() - 40);
    const u64 start = d.now;
    EXPECT_EQ(oss_play_room_at(&d.dsp.play, 40), start);
    EXPECT_EQ(oss_play_room_at(&d.dsp.play, 440), start + oss_frames_ns(&d.dsp.params, 100));
    d.now = oss_play_room_at(&d.dsp.play, d.fragment());
    d.advance();
    EXPECT_EQ(oss_play_space(&d.dsp.play), d.fragment());
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    EXPECT_EQ(oss_play_room_at(&d.dsp.play, d.buffer()), never);
}

}  // namespace
