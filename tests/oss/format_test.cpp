// SPDX-License-Identifier: GPL-2.0-or-later
#include "oss/abi.h"
#include "oss/format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <string_view>
#include <vector>

namespace {

constexpr u64 second = 1'000'000'000;
constexpr u32 rates[] = {1000, 8000, 11025, 22050, 44100, 48000, 96000, 192000, 767999, 768000};

TEST(Format, EveryRowIsFoundByItsBit)
{
    u32 before = 0;
    for (u32 i = 0; const oss_format_info* info = oss_format_at(i); i++) {
        EXPECT_EQ(std::popcount(info->afmt), 1) << info->name;
        EXPECT_GT(info->afmt, before) << info->name;
        EXPECT_EQ(oss_format_find(info->afmt), info) << info->name;
        EXPECT_LE(info->bits, info->container_bits) << info->name;
        EXPECT_TRUE(std::string_view(info->name).starts_with("AFMT_")) << info->name;
        before = info->afmt;
    }
    EXPECT_EQ(oss_format_find(0), nullptr);
    EXPECT_EQ(oss_format_find(AFMT_U8 | AFMT_S16_LE), nullptr);
    EXPECT_EQ(oss_format_find(0x80000000u), nullptr);
}

TEST(Format, LinearFormatsAreAdvertised)
{
    EXPECT_EQ(oss_format_advertised(), AFMT_MU_LAW | AFMT_A_LAW | AFMT_U8 | AFMT_S16_LE |
                                           AFMT_S16_BE | AFMT_S8 | AFMT_U16_LE | AFMT_U16_BE |
                                           AFMT_S32_LE | AFMT_S32_BE | AFMT_FLOAT | AFMT_S24_LE |
                                           AFMT_S24_BE | AFMT_S24_PACKED | AFMT_U24_LE |
                                           AFMT_U24_BE | AFMT_U32_LE | AFMT_U32_BE);
}

TEST(Format, S24LiesInTheLowBitsOfThirtyTwo)
{
    const oss_format_info* info = oss_format_find(AFMT_S24_LE);
    EXPECT_EQ(info->container_bits, 32);
    EXPECT_EQ(info->bits, 24);
    EXPECT_FALSE(info->msb_aligned);
    EXPECT_EQ(oss_format_find(AFMT_S24_PACKED)->container_bits, 24);
}

TEST(Format, UnsignedOnesHaveBitsOfTheirOwn)
{
    const u32 of_oss4 = 0x7ffff;
    const u32 ours[] = {AFMT_U24_LE, AFMT_U24_BE, AFMT_U32_LE, AFMT_U32_BE};
    for (const u32 afmt : ours) {
        const oss_format_info* info = oss_format_find(afmt);
        EXPECT_EQ(afmt & of_oss4, 0u);
        EXPECT_EQ(info->container_bits, 32);
        EXPECT_FALSE(info->is_signed);
        EXPECT_EQ(info->msb_aligned, info->bits == 32);
        EXPECT_EQ(info->endian,
                  afmt == AFMT_U24_LE || afmt == AFMT_U32_LE ? OSS_ENDIAN_LITTLE : OSS_ENDIAN_BIG);
    }
}

TEST(Format, FrameHoldsWholeSamplesOfEveryChannel)
{
    for (u32 i = 0; const oss_format_info* info = oss_format_at(i); i++)
        for (u32 channels = 1; channels <= OSS_CHANNELS_MAX; channels++) {
            const oss_params params{info->afmt, channels, 44100};
            const u32 bits = info->container_bits * channels * oss_frame_samples(&params);
            EXPECT_EQ(oss_frame_bytes(&params) * 8, bits);
        }
}

TEST(Format, OddImaFrameHoldsTwoSampleTimes)
{
    const oss_params mono{AFMT_IMA_ADPCM, 1, 44100};
    const oss_params stereo{AFMT_IMA_ADPCM, 2, 44100};
    EXPECT_EQ(oss_frame_samples(&mono), 2u);
    EXPECT_EQ(oss_frame_bytes(&mono), 1u);
    EXPECT_EQ(oss_frame_samples(&stereo), 1u);
    EXPECT_EQ(oss_frame_bytes(&stereo), 1u);
    EXPECT_EQ(oss_byte_rate(&mono), 22050u);
    EXPECT_EQ(oss_byte_rate(&stereo), 44100u);
}

TEST(Format, ByteRateDoesNotOverflow)
{
    const oss_params params{AFMT_S32_LE, OSS_CHANNELS_MAX, OSS_RATE_MAX};
    EXPECT_EQ(oss_byte_rate(&params), 98'304'000u);
}

TEST(Format, FramesAndTimeAreInverse)
{
    for (const u32 afmt : {AFMT_S16_LE, AFMT_IMA_ADPCM})
        for (const u32 rate : rates)
            for (const u64 frames : {u64{1}, u64{2}, u64{4095}, u64{44100}, u64{7'000'001}}) {
                const oss_params params{afmt, 1, rate};
                const u64 ns = oss_frames_ns(&params, frames);
                EXPECT_EQ(oss_frames_in(&params, ns), frames) << rate;
                EXPECT_EQ(oss_frames_in(&params, ns - 1), frames - 1) << rate;
            }
}

TEST(Format, TimeMathsHoldTheirRange)
{
    const oss_params fast{AFMT_S16_LE, 2, OSS_RATE_MAX};
    const u64 ns = (u64{1} << 42) - 1;
    EXPECT_EQ(oss_frames_in(&fast, ns), ns / second * 768000 + ns % second * 768000 / second);

    const oss_params slow{AFMT_IMA_ADPCM, 1, OSS_RATE_MIN};
    const u64 frames = (u64{1} << 33) - 1;
    EXPECT_EQ(oss_frames_ns(&slow, frames), frames * 2 * second);
}

TEST(Format, SilenceIsOneSampleRepeated)
{
    for (u32 i = 0; const oss_format_info* info = oss_format_at(i); i++) {
        std::vector<u8> pcm(48);
        oss_format_silence(info->afmt, pcm.data(), 48, 0);
        const u32 width = std::max(info->container_bits / 8, 1);
        for (u32 at = 0; at < pcm.size(); at++)
            EXPECT_EQ(pcm[at], info->silence[at % width]) << info->name;
    }
}

TEST(Format, SilenceContinuesInsideASample)
{
    u8 pcm[4] = {};
    oss_format_silence(AFMT_U16_LE, pcm, 4, 7);
    EXPECT_EQ(pcm[0], 0x80);
    EXPECT_EQ(pcm[1], 0x00);
    EXPECT_EQ(pcm[2], 0x80);
    oss_format_silence(AFMT_S24_PACKED, pcm, 4, (u64{1} << 40) + 1);
    EXPECT_EQ(pcm[3], 0);
}

TEST(Format, SilenceOfSingleBytesIsTheirMiddle)
{
    u8 pcm = 0;
    oss_format_silence(AFMT_U8, &pcm, 1, 3);
    EXPECT_EQ(pcm, 0x80);
    oss_format_silence(AFMT_MU_LAW, &pcm, 1, 0);
    EXPECT_EQ(pcm, 0xff);
    oss_format_silence(AFMT_A_LAW, &pcm, 1, 0);
    EXPECT_EQ(pcm, 0xd5);
    oss_format_silence(AFMT_VORBIS, &pcm, 1, 0);
    EXPECT_EQ(pcm, 0);
}

}  // namespace
