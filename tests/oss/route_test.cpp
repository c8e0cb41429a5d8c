// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace dsproxy::test;

u64 order(Device& d, u64 asked, int error = 0)
{
    EXPECT_EQ(d.exchange(SNDCTL_DSP_SET_CHNORDER, asked).error, error);
    return d.ask<u64>(SNDCTL_DSP_GET_CHNORDER);
}

TEST(PlayVol, IsOfTheOpenAndClamped)
{
    Device d(Both);
    Device other(d, Play);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETPLAYVOL).value, 100 | 100 << 8);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETPLAYVOL, 30 | 200 << 8).value, 30 | 100 << 8);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETPLAYVOL).value, 30 | 100 << 8);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETRECVOL, 7 | 8 << 8).value, 7 | 8 << 8);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETRECVOL).value, 7 | 8 << 8);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETPLAYVOL).value, 30 | 100 << 8);
    EXPECT_EQ(other.call(SNDCTL_DSP_GETPLAYVOL).value, 100 | 100 << 8);
    EXPECT_EQ(d.mixer.modify_counter, 0u);
}

TEST(PlayVol, OnlyARealChangeIsTold)
{
    Device d(Play);
    EXPECT_TRUE(d.call(SNDCTL_DSP_SETPLAYVOL, 30 | 30 << 8).has(OSS_FX_MIXER));
    EXPECT_FALSE(d.call(SNDCTL_DSP_SETPLAYVOL, 30 | 30 << 8).has(OSS_FX_MIXER));
}

TEST(PlayVol, OfTheOtherDirectionIsRefused)
{
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_GETPLAYVOL).error, OSS_EINVAL);
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_SETPLAYVOL, 1).error, OSS_EINVAL);
    EXPECT_EQ(Device(Play).call(SNDCTL_DSP_GETRECVOL).error, OSS_EINVAL);
    EXPECT_EQ(Device(Play).call(SNDCTL_DSP_SETRECVOL, 1).error, OSS_EINVAL);
}

std::vector<std::string> names(const oss_mixer_enuminfo& info)
{
    std::vector<std::string> all;
    for (s32 i = 0; i < info.nvalues; i++)
        all.emplace_back(info.strings + info.strindex[i]);
    return all;
}

TEST(RecSrc, IsOneOfTheMixersSources)
{
    Device d(Record);
    const auto sources = names(d.ask<oss_mixer_enuminfo>(SNDCTL_DSP_GET_RECSRC_NAMES));
    ASSERT_EQ(sources.size(), 14u);
    EXPECT_EQ(sources[2], "mic");
    EXPECT_EQ(d.call(SNDCTL_DSP_GET_RECSRC).value, 2);
    const Answer answer = d.call(SNDCTL_DSP_SET_RECSRC, 1);
    EXPECT_EQ(answer.value, 1);
    EXPECT_TRUE(answer.has(OSS_FX_MIXER));
    EXPECT_EQ(sources[1], "line");
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_RECSRC)).value, 1 << SOUND_MIXER_LINE);
    EXPECT_FALSE(d.call(SNDCTL_DSP_SET_RECSRC, 1).has(OSS_FX_MIXER));
}

TEST(RecSrc, RefusesWhatThereIsNot)
{
    Device d(Record);
    EXPECT_EQ(d.call(SNDCTL_DSP_SET_RECSRC, 14).error, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_DSP_SET_RECSRC, -1).error, OSS_EINVAL);
    for (const u32 cmd :
         {SNDCTL_DSP_GET_RECSRC_NAMES, SNDCTL_DSP_GET_RECSRC, SNDCTL_DSP_SET_RECSRC})
        EXPECT_EQ(Device(Play).call(cmd).error, OSS_EINVAL);
}

TEST(PlayTgt, IsTheDefault)
{
    Device d;
    EXPECT_EQ(names(d.ask<oss_mixer_enuminfo>(SNDCTL_DSP_GET_PLAYTGT_NAMES)),
              std::vector<std::string>{"default"});
    EXPECT_EQ(d.call(SNDCTL_DSP_GET_PLAYTGT, 7).value, 0);
    EXPECT_EQ(d.call(SNDCTL_DSP_SET_PLAYTGT, 0).error, 0);
    EXPECT_EQ(d.call(SNDCTL_DSP_SET_PLAYTGT, 1).error, OSS_EINVAL);
    for (const u32 cmd :
         {SNDCTL_DSP_GET_PLAYTGT_NAMES, SNDCTL_DSP_GET_PLAYTGT, SNDCTL_DSP_SET_PLAYTGT})
        EXPECT_EQ(Device(Record).call(cmd).error, OSS_EINVAL);
}

TEST(ChnOrder, IsKeptWhenItIsOne)
{
    Device d;
    EXPECT_EQ(d.ask<u64>(SNDCTL_DSP_GET_CHNORDER), CHNORDER_NORMAL);
    EXPECT_EQ(order(d, 0x87436521), 0x87436521u);
    EXPECT_EQ(order(d, 0x21), 0x21u);
}

TEST(ChnOrder, RefusesOthers)
{
    Device d;
    for (const u64 wrong : {u64{0}, u64{0x11}, u64{0x201}, u64{0x91}, u64{0x187654321}})
        EXPECT_EQ(order(d, wrong, OSS_EINVAL), CHNORDER_NORMAL);
}

TEST(Control, OfSPdifIsRefused)
{
    EXPECT_EQ(Device().call(SNDCTL_DSP_READCTL).error, OSS_EINVAL);
    EXPECT_EQ(Device().call(SNDCTL_DSP_WRITECTL).error, OSS_EINVAL);
}

TEST(CookedMode, IsRememberedFromTheDevice)
{
    Device d;
    EXPECT_TRUE(d.dsp.cooked);
    for (const u32 cmd : {SNDCTL_DSP_COOKEDMODE, OSS_DSP_COOKEDMODE_IOWR}) {
        EXPECT_EQ(d.call(cmd, 0).error, 0);
        EXPECT_FALSE(d.dsp.cooked);
        EXPECT_EQ(d.call(cmd, 1).error, 0);
        EXPECT_TRUE(d.dsp.cooked);
    }
    d.device.cooked = false;
    EXPECT_FALSE(Device(d, Play).dsp.cooked);
}

}  // namespace
