// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

TEST(Open, DefaultsOfTheNodes)
{
    const auto params = [](oss_node node) { return Device(Play, node).dsp.params; };
    for (const oss_node node : {OSS_NODE_DSP, OSS_NODE_DSP_NB}) {
        EXPECT_EQ(params(node).afmt, AFMT_U8);
        EXPECT_EQ(params(node).rate, 8000u);
        EXPECT_EQ(params(node).channels, 1u);
    }
    EXPECT_EQ(params(OSS_NODE_DSPW).afmt, AFMT_S16_LE);
    EXPECT_EQ(params(OSS_NODE_AUDIO).afmt, AFMT_MU_LAW);
    EXPECT_EQ(params(OSS_NODE_AUDIO).rate, 8000u);
}

TEST(Open, HasItsDirectionsOnly)
{
    Device play(Play), record(Record), both(Both);
    EXPECT_TRUE(play.dsp.play.present);
    EXPECT_FALSE(play.dsp.capture.present);
    EXPECT_FALSE(record.dsp.play.present);
    EXPECT_TRUE(both.dsp.play.present && both.dsp.capture.present);
    EXPECT_EQ(record.write(100), 0u);
    EXPECT_EQ(play.read(100), 0u);
    EXPECT_FALSE(oss_play_writable(&record.dsp.play));
    EXPECT_FALSE(oss_capture_readable(&play.dsp.capture));
}

TEST(Open, KeepsNonblock)
{
    oss_dsp dsp;
    oss_dsp_open(&dsp, OSS_NODE_DSP, false, true, true, 0);
    EXPECT_TRUE(dsp.nonblock);
}

TEST(Speed, IsExact)
{
    Device d;
    for (const s32 rate : {1, 7, 1000, 8000, 11025, 22255, 44100, 44101, 48000, 100000, 768000})
        EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, rate).value, rate);
}

TEST(Speed, IsClamped)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, 768001).value, 768000);
    EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, 0x7fffffff).value, 768000);
}

TEST(Speed, ZeroAndLessAsk)
{
    Device d;
    d.call(SNDCTL_DSP_SPEED, 22050);
    EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, 0).value, 22050);
    EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, -44100).value, 22050);
    EXPECT_EQ(d.call(SOUND_PCM_READ_RATE).value, 22050);
}

TEST(Channels, AreExactUpTo32)
{
    Device d;
    for (s32 n = 1; n <= 32; n++)
        EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, n).value, n);
    EXPECT_EQ(d.call(SOUND_PCM_READ_CHANNELS).value, 32);
}

TEST(Channels, AreClamped)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, 33).value, 32);
    EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, 1000).value, 32);
}

TEST(Channels, ZeroAndLessAsk)
{
    Device d;
    d.call(SNDCTL_DSP_CHANNELS, 6);
    EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, 0).value, 6);
    EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, -2).value, 6);
}

TEST(Stereo, ZeroIsMono)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_STEREO, 1).value, 1);
    EXPECT_EQ(d.dsp.params.channels, 2u);
    EXPECT_EQ(d.call(SNDCTL_DSP_STEREO, 0).value, 0);
    EXPECT_EQ(d.dsp.params.channels, 1u);
}

TEST(Stereo, MoreThanOneIsStereo)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_STEREO, 2).value, 1);
    EXPECT_EQ(d.dsp.params.channels, 2u);
    EXPECT_EQ(d.call(SNDCTL_DSP_STEREO, -1).value, 0);
}

TEST(SetFmt, EveryKnownFormatIsExact)
{
    Device d;
    for (u32 i = 0; const oss_format_info* info = oss_format_at(i); i++)
        EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, info->afmt).value, static_cast<s32>(info->afmt));
}

TEST(SetFmt, QueryAnswersTheCurrent)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, AFMT_QUERY).value, static_cast<s32>(AFMT_U8));
    d.call(SNDCTL_DSP_SETFMT, AFMT_S32_BE);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, AFMT_QUERY).value, static_cast<s32>(AFMT_S32_BE));
}

TEST(SetFmt, UnknownBecomesU8)
{
    Device d;
    const u32 two = AFMT_U8 | AFMT_S16_LE;
    for (const u32 afmt : {0x80000000u, 0x7fffffffu, two, AFMT_MPEG, AFMT_VORBIS}) {
        d.call(SNDCTL_DSP_SETFMT, AFMT_S16_LE);
        const Answer answer = d.call(SNDCTL_DSP_SETFMT, static_cast<s32>(afmt));
        EXPECT_EQ(answer.error, 0);
        EXPECT_EQ(answer.value, static_cast<s32>(AFMT_U8));
    }
}

TEST(SetFmt, CompressedIsTakenButNotAdvertised)
{
    Device d;
    const u32 mask = static_cast<u32>(d.call(SNDCTL_DSP_GETFMTS).value);
    EXPECT_EQ(mask, oss_format_advertised());
    for (const u32 afmt : {AFMT_IMA_ADPCM, AFMT_AC3, AFMT_SPDIF_RAW}) {
        EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, afmt).value, static_cast<s32>(afmt));
        EXPECT_FALSE(mask & afmt);
    }
}

TEST(ReadBits, AreBitsNotAMask)
{
    Device d;
    EXPECT_EQ(d.call(SOUND_PCM_READ_BITS).value, 8);
    d.call(SNDCTL_DSP_SETFMT, AFMT_S16_BE);
    EXPECT_EQ(d.call(SOUND_PCM_READ_BITS).value, 16);
    d.call(SNDCTL_DSP_SETFMT, AFMT_S24_LE);
    EXPECT_EQ(d.call(SOUND_PCM_READ_BITS).value, 24);
    d.call(SNDCTL_DSP_SETFMT, AFMT_FLOAT);
    EXPECT_EQ(d.call(SOUND_PCM_READ_BITS).value, 32);
}

TEST(Filter, IsRefused)
{
    Device d;
    EXPECT_EQ(d.call(SOUND_PCM_READ_FILTER).error, OSS_EINVAL);
    EXPECT_EQ(d.call(SOUND_PCM_WRITE_FILTER, 1).error, OSS_EINVAL);
}

TEST(Change, SameValueIsNoChange)
{
    Device d;
    d.params(2, 44100);
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    for (const auto& [cmd, value] : {std::pair{SNDCTL_DSP_SPEED, 44100},
                                     {SNDCTL_DSP_CHANNELS, 2},
                                     {SNDCTL_DSP_STEREO, 1},
                                     {SNDCTL_DSP_SETFMT, 0x10}}) {
        const Answer answer = d.call(cmd, value);
        EXPECT_EQ(answer.effects, 0u);
        EXPECT_EQ(answer.value, value);
    }
    EXPECT_EQ(d.dsp.misuse, 0u);
    EXPECT_EQ(d.dsp.play.run, OSS_RUN_RUNNING);
}

TEST(Change, DrainsWhatIsQueuedFirst)
{
    Device d;
    d.write(d.fragment() + 3);
    const Answer first = d.call(SNDCTL_DSP_SPEED, 44100);
    EXPECT_EQ(first.error, 0);
    EXPECT_TRUE(first.has(OSS_FX_WAIT_DRAIN));
    EXPECT_FALSE(first.has(OSS_FX_FORMAT));
    EXPECT_TRUE(first.has(OSS_FX_MISUSE));
    EXPECT_EQ(first.value, 44100);
    EXPECT_EQ(d.dsp.params.rate, 8000u);

    d.passInSteps(d.fragmentNs() * 2);
    ASSERT_TRUE(oss_play_drained(&d.dsp.play));
    const Answer second = d.call(SNDCTL_DSP_SPEED, 44100);
    EXPECT_TRUE(second.has(OSS_FX_FORMAT));
    EXPECT_FALSE(second.has(OSS_FX_WAIT_DRAIN));
    EXPECT_EQ(d.dsp.play.params.rate, 44100u);
    EXPECT_EQ(d.dsp.play.underruns, 0u);
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_FORMAT_WHILE_PLAYING);
}

TEST(Change, WithoutDataIsNoMisuse)
{
    Device d;
    const Answer answer = d.call(SNDCTL_DSP_SPEED, 44100);
    EXPECT_TRUE(answer.has(OSS_FX_FORMAT));
    EXPECT_EQ(d.dsp.misuse, 0u);
}

TEST(Change, DropsWhatNeverWillPlay)
{
    Device d;
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    d.write(100);
    const Answer answer = d.call(SNDCTL_DSP_SPEED, 44100);
    EXPECT_TRUE(answer.has(OSS_FX_RESET_PLAY));
    EXPECT_TRUE(answer.has(OSS_FX_FORMAT));
    EXPECT_FALSE(answer.has(OSS_FX_WAIT_DRAIN));
    EXPECT_EQ(d.dsp.play.dropped_from, 0u);
    EXPECT_EQ(d.dsp.play.played, 100u);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, 0);
}

TEST(Change, ReachesBothDirections)
{
    Device d(Both);
    d.params(2, 48000);
    EXPECT_EQ(d.dsp.play.params.rate, 48000u);
    EXPECT_EQ(d.dsp.capture.params.rate, 48000u);
    EXPECT_EQ(d.dsp.capture.params.channels, 2u);
    EXPECT_EQ(d.dsp.capture.geometry.fragment_bytes, d.fragment());
}

TEST(Change, DropsWhatWasRecordedBefore)
{
    Device d(Record);
    d.read(1);
    d.pass(second / 10);
    ASSERT_GT(oss_capture_ready(&d.dsp.capture), 0u);
    const u64 read = d.dsp.capture.written;
    const Answer answer = d.call(SNDCTL_DSP_SPEED, 16000);
    EXPECT_TRUE(answer.has(OSS_FX_RESET_CAPTURE));
    EXPECT_EQ(d.dsp.capture.dropped_from, read);
    EXPECT_EQ(oss_capture_ready(&d.dsp.capture), 0u);
}

TEST(Change, SkipsASplitFrameAndFlagsIt)
{
    Device d;
    d.params(2, 44100);
    d.write(d.fragment() + 3);
    d.passInSteps(d.fragmentNs() * 2);
    ASSERT_TRUE(oss_play_drained(&d.dsp.play));
    const Answer answer = d.call(SNDCTL_DSP_CHANNELS, 1);
    EXPECT_TRUE(answer.has(OSS_FX_FORMAT));
    EXPECT_TRUE(d.dsp.misuse & OSS_MISUSE_SPLIT_FRAME);
    EXPECT_EQ(oss_play_delay(&d.dsp.play), 0u);
    EXPECT_EQ(d.dsp.play.played, 4099u);
}

}  // namespace
