// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

audio_errinfo errors(Device& d)
{
    return d.ask<audio_errinfo>(SNDCTL_DSP_GETERROR);
}

void starve(Device& d)
{
    d.write(d.fragment());
    d.pass(second);
}

TEST(GetError, CountsSinceTheLastCall)
{
    Device d(Both);
    starve(d);
    starve(d);
    EXPECT_EQ(errors(d).play_underruns, 2);
    EXPECT_EQ(errors(d).play_underruns, 0);
    d.read(1);
    d.pass(10 * second);
    EXPECT_EQ(errors(d).rec_overruns, 1);
    EXPECT_EQ(errors(d).rec_overruns, 0);
    EXPECT_EQ(d.dsp.play.underruns, 2u);
}

TEST(GetError, TellsTheNewestErrorFirst)
{
    Device d;
    starve(d);
    d.call(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 12);
    d.write(d.fragment());
    d.call(SNDCTL_DSP_SPEED, 44100);
    audio_errinfo info = errors(d);
    EXPECT_EQ(info.play_errorcount, 2);
    EXPECT_EQ(info.play_lasterror, OSS_ERROR_FORMAT_WHILE_PLAYING);
    EXPECT_EQ(info.play_errorparm, static_cast<s32>(2 * d.fragment()));
    info = errors(d);
    EXPECT_EQ(info.play_errorcount, 1);
    EXPECT_EQ(info.play_lasterror, OSS_ERROR_LATE_SETFRAGMENT);
    EXPECT_EQ(info.play_errorparm, static_cast<s32>(d.fragment()));
    info = errors(d);
    EXPECT_EQ(info.play_errorcount, 0);
    EXPECT_EQ(info.play_lasterror, OSS_ERROR_NONE);
}

TEST(GetError, OfRecordingAreApart)
{
    Device d(Both);
    for (int i = 0; i < 200; i++)
        d.call(SNDCTL_DSP_GETISPACE);
    const audio_errinfo info = errors(d);
    EXPECT_EQ(info.rec_errorcount, 1);
    EXPECT_EQ(info.rec_lasterror, OSS_ERROR_GETISPACE_LOOP);
    EXPECT_EQ(info.play_errorcount, 0);
}

TEST(ErrorRing, KeepsTheLastFive)
{
    oss_error_ring ring{};
    s32 code;
    s32 parm;
    EXPECT_FALSE(oss_error_pop(&ring, &code, &parm));
    for (s32 i = 1; i <= 7; i++)
        oss_error_push(&ring, i, 10 * i);
    for (s32 i = 7; i >= 3; i--) {
        ASSERT_TRUE(oss_error_pop(&ring, &code, &parm));
        EXPECT_EQ(code, i);
        EXPECT_EQ(parm, 10 * i);
    }
    EXPECT_FALSE(oss_error_pop(&ring, &code, &parm));
}

}  // namespace
