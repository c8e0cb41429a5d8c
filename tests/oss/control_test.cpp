// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

TEST(Reset, DropsTheQueueAndSaysWhich)
{
    Device d;
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    const Answer answer = d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(answer.error, 0);
    EXPECT_TRUE(answer.has(OSS_FX_RESET_PLAY));
    EXPECT_TRUE(answer.has(OSS_FX_STOPPED));
    EXPECT_TRUE(answer.has(OSS_FX_WAKE));
    EXPECT_EQ(d.dsp.play.dropped_from, d.fragment());
    EXPECT_EQ(d.dsp.play.played, d.dsp.play.written);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
    EXPECT_EQ(d.space().bytes, static_cast<s32>(d.buffer()));
}

TEST(Reset, OfNothingDropsNothing)
{
    EXPECT_FALSE(Device(Both).call(SNDCTL_DSP_RESET).effects &
                 (OSS_FX_RESET_PLAY | OSS_FX_RESET_CAPTURE | OSS_FX_STOPPED));
}

TEST(Reset, RestartsTheCounters)
{
    Device d;
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(d.pointer().bytes, 0);
    EXPECT_EQ(d.pointer().ptr, 0);
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.pointer().bytes, static_cast<s32>(d.fragment()));
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, static_cast<s32>(d.buffer() - d.fragment()));
}

TEST(Reset, KeepsFormatAndFragment)
{
    Device d;
    d.params(2, 44100);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00080009);
    d.write(5000);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(d.dsp.params.rate, 44100u);
    EXPECT_EQ(d.fragment(), 512u);
    EXPECT_EQ(d.fragments(), 8u);
}

TEST(Reset, StartsAFrameAnew)
{
    Device d;
    d.params(2, 44100);
    d.write(3);
    d.call(SNDCTL_DSP_RESET);
    d.write(d.fragment());
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 3 + d.fragment());
    EXPECT_EQ(oss_play_split(&d.dsp.play), 0u);
}

TEST(Reset, TurnsTheTriggerOn)
{
    Device d(Both);
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT);
}

TEST(Reset, StopsRecording)
{
    Device d(Record);
    d.read(0);
    d.pass(100 * millisecond);
    const Answer answer = d.call(SNDCTL_DSP_RESET);
    EXPECT_TRUE(answer.has(OSS_FX_RESET_CAPTURE));
    EXPECT_TRUE(answer.has(OSS_FX_STOPPED));
    EXPECT_EQ(d.dsp.capture.written, 800u);
    EXPECT_EQ(d.dsp.capture.dropped_from, 0u);
    EXPECT_EQ(d.pointer(SNDCTL_DSP_GETIPTR).bytes, 0);
    d.pass(second);
    EXPECT_EQ(d.read(1'000'000), d.fragment());
}

TEST(Sync, WaitsUntilAllIsPlayed)
{
    Device d;
    d.params(2, 44100);
    d.write(401);
    const Answer first = d.call(SNDCTL_DSP_SYNC);
    EXPECT_EQ(first.error, 0);
    EXPECT_TRUE(first.has(OSS_FX_WAIT_DRAIN));
    EXPECT_TRUE(first.has(OSS_FX_STARTED));
    d.passInSteps(oss_frames_ns(&d.dsp.params, 100));
    const Answer second_call = d.call(SNDCTL_DSP_SYNC);
    EXPECT_EQ(second_call.effects, 0u);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
    EXPECT_EQ(oss_play_split(&d.dsp.play), 1u);
}

TEST(Sync, NeverHangs)
{
    Device fresh, off, mapped, record(Record);
    EXPECT_EQ(fresh.call(SNDCTL_DSP_SYNC).effects, 0u);
    off.call(SNDCTL_DSP_SETTRIGGER, 0);
    off.write(100);
    EXPECT_EQ(off.call(SNDCTL_DSP_SYNC).effects, 0u);
    oss_dsp_map(&mapped.dsp, false, mapped.now);
    mapped.pointer();
    mapped.pass(millisecond);
    EXPECT_EQ(mapped.call(SNDCTL_DSP_SYNC).effects, 0u);
    EXPECT_EQ(record.call(SNDCTL_DSP_SYNC).error, 0);
    EXPECT_EQ(record.call(SNDCTL_DSP_SYNC).effects, 0u);
}

TEST(Trigger, IsOnAfterOpen)
{
    EXPECT_EQ(Device(Play).call(SNDCTL_DSP_GETTRIGGER).value, PCM_ENABLE_OUTPUT);
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_GETTRIGGER).value, PCM_ENABLE_INPUT);
    EXPECT_EQ(Device(Both).call(SNDCTL_DSP_GETTRIGGER).value, 3);
}

TEST(Trigger, OffCollectsAndOnStarts)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SETTRIGGER, 0).error, 0);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, 0);
    EXPECT_EQ(d.write(1'000'000), d.buffer());
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, 0u);
    EXPECT_EQ(d.deadline(), never);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).has(OSS_FX_STARTED));
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.dsp.play.played, d.fragment());
}

TEST(Trigger, OnStartsAPartialFragment)
{
    Device d;
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.write(10);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).has(OSS_FX_STARTED));
}

TEST(Trigger, OnWithoutDataWaitsForThem)
{
    Device d;
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).effects, 0u);
    d.write(d.fragment());
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_RUNNING);
}

TEST(Trigger, OnWhileOnChangesNothing)
{
    Device d;
    d.write(10);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT).effects, 0u);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_STOPPED);
}

TEST(Trigger, OffStopsAndKeepsTheQueue)
{
    Device d;
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETTRIGGER, 0).has(OSS_FX_STOPPED));
    d.pass(second);
    EXPECT_EQ(d.dsp.play.played, d.fragment());
    EXPECT_EQ(d.call(SNDCTL_DSP_GETODELAY).value, static_cast<s32>(d.buffer() - d.fragment()));
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT);
    d.pass(d.fragmentNs());
    EXPECT_EQ(d.dsp.play.played, 2 * d.fragment());
}

TEST(Nonblock, ReachesTheOpenFile)
{
    Device d;
    EXPECT_TRUE(d.call(SNDCTL_DSP_NONBLOCK).has(OSS_FX_NONBLOCK));
    EXPECT_TRUE(d.dsp.nonblock);
}

TEST(Caps, SayWhatWorks)
{
    const s32 caps = DSP_CAP_DUPLEX | DSP_CAP_REALTIME | DSP_CAP_TRIGGER | DSP_CAP_MMAP |
                     DSP_CAP_MULTI | PCM_CAP_INPUT | PCM_CAP_OUTPUT | PCM_CAP_VIRTUAL |
                     PCM_CAP_FREERATE | 1;
    EXPECT_EQ(Device().call(SNDCTL_DSP_GETCAPS).value, caps | PCM_CAP_DEFAULT);
    EXPECT_EQ(Device(Play, OSS_NODE_DSP_NB).call(SNDCTL_DSP_GETCAPS).value, caps);
}

TEST(Accepted, WithoutEffect)
{
    Device d;
    for (const u32 cmd : {SNDCTL_DSP_SETSYNCRO, SNDCTL_DSP_SETDUPLEX, SNDCTL_DSP_PROFILE}) {
        EXPECT_EQ(d.call(cmd, APF_NETWORK).error, 0);
        EXPECT_EQ(d.call(cmd, APF_NETWORK).effects, 0u);
    }
}

TEST(Refused, WhatNoPeerAnswers)
{
    Device d(Both);
    for (const u32 cmd : {OSS_DSP_MAPINBUF32, OSS_DSP_MAPINBUF64, OSS_DSP_MAPOUTBUF32,
                          OSS_DSP_MAPOUTBUF64, SNDCTL_DSP_GETCHANNELMASK, SNDCTL_DSP_BIND_CHANNEL,
                          SNDCTL_DSP_SETSPDIF, SNDCTL_DSP_GETSPDIF})
        EXPECT_EQ(d.call(cmd).error, OSS_EINVAL);
}

TEST(Misuse, IsToldOnce)
{
    Device d;
    EXPECT_EQ(oss_dsp_misuse(&d.dsp, OSS_MISUSE_RW_AFTER_MMAP), OSS_FX_MISUSE);
    EXPECT_EQ(oss_dsp_misuse(&d.dsp, OSS_MISUSE_RW_AFTER_MMAP), 0u);
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_RW_AFTER_MMAP);
}

}  // namespace
