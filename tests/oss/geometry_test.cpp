// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

constexpr u32 cd_rate = 44100;

oss_geometry geometry(oss_params params, oss_fragment_request request = {})
{
    const oss_overrides none{};
    return oss_geometry_for(&params, &request, &none);
}

oss_fragment_request asked(u32 count, u32 shift)
{
    return {.size_shift = shift, .count = count, .subdivide = 0, .asked = true};
}

TEST(Buffer, DefaultIsHalfASecondInSixteenFragments)
{
    const oss_geometry cd = geometry({AFMT_S16_LE, 2, cd_rate});
    EXPECT_EQ(cd.fragment_bytes, 4096u);
    EXPECT_EQ(cd.fragments, 16u);

    const oss_geometry phone = geometry({AFMT_U8, 1, 8000});
    EXPECT_EQ(phone.fragment_bytes, 128u);
    EXPECT_EQ(phone.fragments, 16u);
}

TEST(Buffer, DefaultHasBounds)
{
    const oss_geometry least = geometry({AFMT_U8, 1, OSS_RATE_MIN});
    EXPECT_EQ(oss_buffer_bytes(&least), 1024u);
    const oss_geometry most = geometry({AFMT_S32_LE, OSS_CHANNELS_MAX, OSS_RATE_MAX});
    EXPECT_EQ(oss_buffer_bytes(&most), OSS_BUFFER_MAX);
}

TEST(Buffer, FragmentHoldsWholeFrames)
{
    const oss_geometry g = geometry({AFMT_S16_LE, 3, cd_rate});
    EXPECT_EQ(g.fragment_bytes % 6, 0u);
    EXPECT_GE(geometry({AFMT_S32_LE, 32, 8000}, asked(2, 4)).fragment_bytes, 128u);
}

TEST(Buffer, EveryGeometryKeepsTheLimits)
{
    for (const u32 afmt : {AFMT_IMA_ADPCM, AFMT_U8, AFMT_S24_PACKED, AFMT_S32_LE})
        for (u32 channels = 1; channels <= 32; channels++)
            for (const u32 rate : {1000u, 44100u, 768000u})
                for (u32 shift = 0; shift <= 40; shift++)
                    for (const u32 count : {0u, 1u, 2u, 3u, 100u, 32766u, 32767u}) {
                        const oss_params params{afmt, channels, rate};
                        const oss_geometry g = geometry(params, asked(count, shift));
                        ASSERT_EQ(g.fragment_bytes % oss_frame_bytes(&params), 0u);
                        ASSERT_GE(g.fragments, OSS_FRAGMENTS_MIN);
                        ASSERT_LE(oss_buffer_bytes(&g), OSS_BUFFER_MAX);
                        ASSERT_LE(oss_byte_rate(&params) / g.fragment_bytes, 2100u);
                    }
}

TEST(Buffer, FollowsTheFormat)
{
    Device d;
    const u32 before = d.buffer();
    d.params(2, 44100);
    EXPECT_GT(d.buffer(), before);
    EXPECT_EQ(d.buffer(), 65536u);
    d.write(d.buffer());
    d.call(SNDCTL_DSP_RESET);
    EXPECT_TRUE(d.call(SNDCTL_DSP_CHANNELS, 1).has(OSS_FX_GEOMETRY));
    EXPECT_EQ(d.buffer(), 32768u);
}

TEST(Fragment, IsTakenAsAsked)
{
    Device d;
    d.params(2, 44100);
    const Answer answer = d.call(SNDCTL_DSP_SETFRAGMENT, 0x0004000a);
    EXPECT_EQ(answer.error, 0);
    EXPECT_TRUE(answer.has(OSS_FX_GEOMETRY));
    EXPECT_EQ(d.fragment(), 1024u);
    EXPECT_EQ(d.fragments(), 4u);
}

TEST(Fragment, ValueIsNotWrittenBack)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x7fff0002).value, 0x7fff0002);
}

TEST(Fragment, BeforeOrAfterTheFormatIsTheSame)
{
    Device first, last;
    first.call(SNDCTL_DSP_SETFRAGMENT, 0x00080009);
    first.params(2, 44100);
    last.params(2, 44100);
    last.call(SNDCTL_DSP_SETFRAGMENT, 0x00080009);
    EXPECT_EQ(first.fragment(), 512u);
    EXPECT_EQ(first.fragment(), last.fragment());
    EXPECT_EQ(first.fragments(), last.fragments());
}

TEST(Fragment, SecondReplacesTheFirst)
{
    Device d;
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x0004000a);
    d.space();
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x0002000b).error, 0);
    EXPECT_EQ(d.fragment(), 2048u);
    EXPECT_EQ(d.fragments(), 2u);
    EXPECT_EQ(d.dsp.misuse, 0u);
}

TEST(Fragment, SmallSizesBecomeSixteen)
{
    Device d;
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040000);
    EXPECT_EQ(d.fragment(), 16u);
}

TEST(Fragment, TimersFollowAtMost2048ASecond)
{
    Device d;
    d.params(2, 44100);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040004);
    EXPECT_EQ(d.fragment(), 128u);
    EXPECT_EQ(d.fragments(), 4u);
}

TEST(Fragment, LargeSizesAreClampedAndAbsurdOnesRefused)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x00020018).error, 0);
    EXPECT_EQ(d.fragment(), OSS_FRAGMENT_MAX);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x00020019).error, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x0002ffff).error, OSS_EINVAL);
    EXPECT_EQ(d.fragment(), OSS_FRAGMENT_MAX);
}

TEST(Fragment, ZeroCountIsUnlimited)
{
    Device zero, most;
    zero.call(SNDCTL_DSP_SETFRAGMENT, 0x0000000c);
    most.call(SNDCTL_DSP_SETFRAGMENT, 0x7fff000c);
    EXPECT_EQ(zero.fragments(), 16u);
    EXPECT_EQ(most.fragments(), 16u);
    EXPECT_EQ(geometry({AFMT_U8, 1, 8000}, asked(0, 18)).fragments, 4u);
}

TEST(Fragment, CountIsNotSigned)
{
    Device d;
    d.call(SNDCTL_DSP_SETFRAGMENT, 0xffff000c);
    EXPECT_EQ(d.fragment(), 4096u);
    EXPECT_EQ(d.fragments(), 16u);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x80030008);
    EXPECT_EQ(d.fragments(), 3u);
}

TEST(Fragment, OneBecomesTwo)
{
    Device d;
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x0001000c);
    EXPECT_EQ(d.fragments(), 2u);
}

TEST(Fragment, TotalIsBounded)
{
    Device d;
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x7ffe0010);
    EXPECT_EQ(d.fragment(), 65536u);
    EXPECT_EQ(d.fragments(), 16u);
}

TEST(Fragment, LateSetIsIgnoredAndFlagged)
{
    Device d;
    d.write(10);
    const u32 before = d.fragment();
    const Answer late = d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040010);
    EXPECT_EQ(late.error, 0);
    EXPECT_TRUE(late.has(OSS_FX_MISUSE));
    EXPECT_EQ(d.dsp.misuse, OSS_MISUSE_LATE_SETFRAGMENT);
    EXPECT_EQ(d.fragment(), before);
    EXPECT_FALSE(d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040010).has(OSS_FX_MISUSE));
}

TEST(Fragment, ResetAllowsItAgain)
{
    Device d;
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    d.call(SNDCTL_DSP_RESET);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040009);
    EXPECT_EQ(d.fragment(), 512u);
    d.call(SNDCTL_DSP_RESET);
    EXPECT_EQ(d.fragment(), 512u);
}

TEST(Fragment, AdvertisedIsAccepted)
{
    for (const s32 channels : {1, 2, 3, 6, 32})
        for (const std::int64_t request : {0x00020004, 0x0004000a, 0x00140009, 0x7fff000c}) {
            Device d;
            d.params(channels, 48000);
            d.call(SNDCTL_DSP_SETTRIGGER, 0);
            d.call(SNDCTL_DSP_SETFRAGMENT, request);
            const audio_buf_info info = d.space();
            EXPECT_EQ(info.bytes, info.fragstotal * info.fragsize);
            EXPECT_EQ(info.fragments, info.fragstotal);
            EXPECT_EQ(info.fragsize, d.call(SNDCTL_DSP_GETBLKSIZE).value);
            EXPECT_EQ(d.write(10'000'000), static_cast<u32>(info.bytes));
            EXPECT_EQ(d.write(1), 0u);
            EXPECT_EQ(d.space().bytes, 0);
        }
}

TEST(BlkSize, IsTheFragmentAlways)
{
    Device d;
    d.params(2, 44100);
    d.call(SNDCTL_DSP_SETFRAGMENT, 0x00040009);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETBLKSIZE).value, 512);
    d.write(512);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETBLKSIZE).value, 512);
    Device record(Record);
    EXPECT_EQ(record.call(SNDCTL_DSP_GETBLKSIZE).value, 128);
}

TEST(BlkSize, SetBlkSizeRoundsDown)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_DSP_SETBLKSIZE, 3000).error, 0);
    EXPECT_EQ(d.fragment(), 2048u);
    d.call(SNDCTL_DSP_SETBLKSIZE, -1);
    EXPECT_EQ(d.fragment(), 16u);
    d.call(SNDCTL_DSP_SETBLKSIZE, 1 << 30);
    EXPECT_EQ(d.fragment(), 65536u);
}

TEST(Subdivide, DividesTheDefault)
{
    Device d;
    d.params(2, 44100);
    for (const s32 n : {1, 2, 4, 8, 16}) {
        const Answer answer = d.call(SNDCTL_DSP_SUBDIVIDE, n);
        EXPECT_EQ(answer.error, 0);
        EXPECT_EQ(answer.has(OSS_FX_GEOMETRY), n != 1);
        EXPECT_EQ(d.fragment(), 4096u / n);
        EXPECT_EQ(d.buffer(), 65536u);
        EXPECT_EQ(d.call(SNDCTL_DSP_SUBDIVIDE, 0).value, n);
    }
    EXPECT_EQ(Device().call(SNDCTL_DSP_SUBDIVIDE, 0).value, 1);
}

TEST(Subdivide, RefusesOthers)
{
    Device d;
    for (const s32 n : {-1, 3, 5, 17, 32})
        EXPECT_EQ(d.call(SNDCTL_DSP_SUBDIVIDE, n).error, OSS_EINVAL);
}

}  // namespace
