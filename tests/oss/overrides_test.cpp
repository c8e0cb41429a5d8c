// SPDX-License-Identifier: GPL-2.0-or-later
/// What a rule of the user changes in an open, whatever the program asks.
#include "tests/oss/device.h"

#include <gtest/gtest.h>

namespace dsproxy::test {

namespace {

constexpr oss_params cd{AFMT_S16_LE, 2, 44100};

oss_overrides forced(u32 fragments, u32 fragment_bytes)
{
    return {fragments, fragment_bytes, 0, {}};
}

oss_overrides flagged(u32 flags)
{
    return {0, 0, flags, {}};
}

/// Under a rule for each of its directions.
struct Ruled : Device {
    explicit Ruled(const oss_overrides& rule, Mode mode = Play) : Device(mode)
    {
        oss_dsp_override(&dsp, false, &rule, now);
        oss_dsp_override(&dsp, true, &rule, now);
    }
};

oss_fragment_request asked(u32 count, u32 shift)
{
    return {.size_shift = shift, .count = count, .subdivide = 0, .asked = true};
}

oss_geometry geometry(const oss_overrides& rule, const oss_fragment_request& request = {},
                      const oss_params& params = cd)
{
    return oss_geometry_for(&params, &request, &rule);
}

TEST(Override, NoneChangesNothing)
{
    Ruled d(oss_overrides{});
    const Device plain;
    EXPECT_EQ(d.buffer(), plain.buffer());
    EXPECT_EQ(d.fragment(), plain.fragment());
    EXPECT_TRUE(d.dsp.cooked);
    EXPECT_FALSE(oss_dsp_nonblock(&d.dsp, false));
}

TEST(Override, ForcedFragmentsWinOverTheProgram)
{
    Ruled d(forced(4, 1024));
    d.params(2, 44100);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFRAGMENT, 0x0010000c).error, 0);
    EXPECT_EQ(d.fragment(), 1024u);
    EXPECT_EQ(d.fragments(), 4u);
    EXPECT_EQ(d.space().fragsize, 1024);
    EXPECT_EQ(d.space().fragstotal, 4);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETBLKSIZE).value, 1024);
    EXPECT_EQ(d.write(1 << 20), 4096u);
    Ruled divided(forced(0, 2048));
    divided.params(2, 44100);
    divided.call(SNDCTL_DSP_SUBDIVIDE, 4);
    EXPECT_EQ(divided.fragment(), 2048u);
}

TEST(Override, CountAloneKeepsTheSize)
{
    EXPECT_EQ(geometry(forced(3, 0)).fragment_bytes, 4096u);
    EXPECT_EQ(geometry(forced(3, 0)).fragments, 3u);
    EXPECT_EQ(geometry(forced(3, 0), asked(8, 10)).fragment_bytes, 1024u);
    EXPECT_EQ(geometry(forced(3, 0), asked(8, 10)).fragments, 3u);
}

TEST(Override, SizeAloneKeepsTheBufferOrTheCountThatWasAsked)
{
    EXPECT_EQ(geometry(forced(0, 512)).fragment_bytes, 512u);
    EXPECT_EQ(geometry(forced(0, 512)).fragments, 128u);
    EXPECT_EQ(geometry(forced(0, 512), asked(8, 10)).fragment_bytes, 512u);
    EXPECT_EQ(geometry(forced(0, 512), asked(8, 10)).fragments, 8u);
}

TEST(Override, SizeIsRoundedDownToAPowerOfTwo)
{
    EXPECT_EQ(geometry(forced(0, 1000)).fragment_bytes, 512u);
    EXPECT_EQ(geometry(forced(0, 1024)).fragment_bytes, 1024u);
    EXPECT_EQ(geometry(forced(0, 1000), {}, {AFMT_S16_LE, 3, 44100}).fragment_bytes, 510u);
}

TEST(Override, NumbersAreBounded)
{
    EXPECT_EQ(geometry(forced(1, 1)).fragment_bytes, 128u) << "what timers can follow";
    EXPECT_EQ(geometry(forced(1, 1)).fragments, 2u);
    const oss_geometry most = geometry(forced(~0u, ~0u));
    EXPECT_EQ(most.fragment_bytes, OSS_FRAGMENT_MAX);
    EXPECT_EQ(oss_buffer_bytes(&most), OSS_BUFFER_MAX);
}

TEST(Override, EveryGeometryKeepsTheLimits)
{
    for (const int flags :
         {0, +OSS_OVERRIDE_SMALL_FRAGMENTS, +OSS_OVERRIDE_SMALL_BUFFER, +OSS_OVERRIDE_MEDIUM_BUFFER,
          OSS_OVERRIDE_SMALL_FRAGMENTS | OSS_OVERRIDE_SMALL_BUFFER})
        for (const u32 count : {0u, 1u, 2u, 7u, 1000u, ~0u})
            for (const u32 bytes : {0u, 1u, 17u, 4096u, 100000u, ~0u})
                for (const u32 channels : {1u, 3u, 32u})
                    for (const u32 shift : {0u, 4u, 12u, 40u}) {
                        const oss_params params{AFMT_S24_PACKED, channels, 192000};
                        const oss_geometry g = geometry({count, bytes, static_cast<u32>(flags), {}},
                                                        asked(count % 5, shift), params);
                        ASSERT_EQ(g.fragment_bytes % oss_frame_bytes(&params), 0u);
                        ASSERT_GE(g.fragments, OSS_FRAGMENTS_MIN);
                        ASSERT_LE(oss_buffer_bytes(&g), OSS_BUFFER_MAX);
                        ASSERT_LE(oss_byte_rate(&params) / g.fragment_bytes, 2100u);
                    }
}

TEST(Override, SmallFragmentsAreAnEighthOfTheBuffer)
{
    const oss_overrides small = flagged(OSS_OVERRIDE_SMALL_FRAGMENTS);
    const oss_geometry g = geometry(small, asked(2, 13));
    EXPECT_EQ(g.fragment_bytes, 2048u);
    EXPECT_EQ(g.fragments, 8u);
    EXPECT_EQ(geometry(small, asked(32, 10)).fragment_bytes, 1024u) << "small enough";
    EXPECT_EQ(geometry(small).fragments, 16u) << "the default is";
    EXPECT_EQ(geometry(small, asked(2, 7)).fragment_bytes, 128u) << "timers could not follow";
}

TEST(Override, SmallAndMediumBuffersAreLimits)
{
    const oss_overrides small = flagged(OSS_OVERRIDE_SMALL_BUFFER);
    const oss_overrides medium = flagged(OSS_OVERRIDE_MEDIUM_BUFFER);
    const oss_geometry first = geometry(small);
    EXPECT_EQ(first.fragment_bytes, 256u);
    EXPECT_EQ(oss_buffer_bytes(&first), 4096u);
    const oss_geometry second = geometry(medium);
    EXPECT_EQ(second.fragment_bytes, 1024u);
    EXPECT_EQ(oss_buffer_bytes(&second), 16384u);
    const oss_geometry large = geometry(medium, asked(4, 16));
    EXPECT_EQ(large.fragment_bytes, 8192u);
    EXPECT_EQ(large.fragments, 2u);
    EXPECT_EQ(geometry(medium, asked(4, 10)).fragments, 4u) << "less is taken";
    EXPECT_EQ(geometry({8, 1024, OSS_OVERRIDE_SMALL_BUFFER, {}}).fragments, 4u);
}

TEST(Override, DirectionsAreApart)
{
    Device d(Both);
    const oss_overrides play = forced(4, 1024);
    const oss_overrides capture = forced(8, 512);
    oss_dsp_override(&d.dsp, false, &play, d.now);
    oss_dsp_override(&d.dsp, true, &capture, d.now);
    EXPECT_EQ(d.space().fragsize, 1024);
    EXPECT_EQ(d.space(SNDCTL_DSP_GETISPACE).fragsize, 512);
    EXPECT_EQ(d.space(SNDCTL_DSP_GETISPACE).fragstotal, 8);
}

TEST(Override, DisabledDirectionIsNotThere)
{
    Device d(Both);
    const oss_overrides off = flagged(OSS_OVERRIDE_DISABLE);
    oss_dsp_override(&d.dsp, true, &off, d.now);
    EXPECT_FALSE(d.dsp.capture.present);
    d.space(SNDCTL_DSP_GETISPACE);
    EXPECT_EQ(d.error, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, PCM_ENABLE_OUTPUT);
    EXPECT_EQ(d.read(100), 0u);
    EXPECT_GT(d.space().bytes, 0);
    EXPECT_GT(d.write(100), 0u);
}

TEST(Override, BlockAndNonblockWinOverTheProgram)
{
    Ruled blocks(flagged(OSS_OVERRIDE_BLOCK));
    blocks.call(SNDCTL_DSP_NONBLOCK);
    EXPECT_TRUE(blocks.dsp.nonblock) << "the open file has its flag";
    EXPECT_FALSE(oss_dsp_nonblock(&blocks.dsp, false));
    const Ruled never(flagged(OSS_OVERRIDE_NONBLOCK), Both);
    EXPECT_FALSE(never.dsp.nonblock);
    EXPECT_TRUE(oss_dsp_nonblock(&never.dsp, false));
    EXPECT_TRUE(oss_dsp_nonblock(&never.dsp, true));
    const Ruled both(flagged(OSS_OVERRIDE_BLOCK | OSS_OVERRIDE_NONBLOCK));
    EXPECT_TRUE(oss_dsp_nonblock(&both.dsp, false));
}

TEST(Override, NonblockIsOfADirection)
{
    Device d(Both);
    const oss_overrides never = flagged(OSS_OVERRIDE_NONBLOCK);
    oss_dsp_override(&d.dsp, true, &never, d.now);
    EXPECT_TRUE(oss_dsp_nonblock(&d.dsp, true));
    EXPECT_FALSE(oss_dsp_nonblock(&d.dsp, false));
    d.call(SNDCTL_DSP_NONBLOCK);
    EXPECT_TRUE(oss_dsp_nonblock(&d.dsp, false));
}

TEST(Override, DirectAndMmapAreNotCooked)
{
    EXPECT_FALSE(Ruled(flagged(OSS_OVERRIDE_DIRECT)).dsp.cooked);
    EXPECT_FALSE(Ruled(flagged(OSS_OVERRIDE_MMAP)).dsp.cooked);
    EXPECT_TRUE(Ruled(flagged(OSS_OVERRIDE_COOKED | OSS_OVERRIDE_MMAP)).dsp.cooked);
    Ruled d(flagged(OSS_OVERRIDE_DIRECT));
    EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, 44101).value, 44101) << "every rate is the device's own";
}

TEST(Override, PartialFragmentsStartAtOnce)
{
    Device held;
    Ruled started(flagged(OSS_OVERRIDE_PARTIAL_FRAGMENT));
    for (Device* d : std::initializer_list<Device*>{&held, &started}) {
        d->params(2, 44100);
        d->write(3);
        EXPECT_EQ(d->dsp.play.run, OSS_RUN_STOPPED) << "not a frame";
        d->write(5);
    }
    EXPECT_EQ(held.dsp.play.run, OSS_RUN_STOPPED);
    EXPECT_EQ(started.dsp.play.run, OSS_RUN_RUNNING);
    started.pass(second);
    EXPECT_EQ(started.dsp.play.played, 8u);
}

TEST(Override, NoSilenceChangesNothing)
{
    Device plain;
    Ruled ruled(flagged(OSS_OVERRIDE_NO_SILENCE));
    for (Device* d : std::initializer_list<Device*>{&plain, &ruled}) {
        d->params(2, 44100);
        d->write(5 * d->fragment() + 12);
        d->call(SNDCTL_DSP_SYNC);
        d->pass(second);
    }
    EXPECT_EQ(plain.dsp.play.played, ruled.dsp.play.played);
    EXPECT_EQ(ruled.dsp.play.played, ruled.dsp.play.written) << "no padding is counted";
}

TEST(Override, BuggyPointerCountsFreeFragments)
{
    Ruled d({4, 1024, OSS_OVERRIDE_BUGGY_POINTER, {}});
    d.params(2, 44100);
    EXPECT_EQ(d.pointer().blocks, 4);
    d.write(2500);
    EXPECT_EQ(d.pointer().blocks, 1);
    EXPECT_EQ(d.pointer().blocks, 1) << "asking does not change it";
    d.pass(second);
    EXPECT_EQ(d.pointer().blocks, 4);
    EXPECT_EQ(d.pointer().bytes, 2500);
}

TEST(Override, BuggyPointerIsForWritingAlone)
{
    Ruled d({4, 1024, OSS_OVERRIDE_BUGGY_POINTER, {}}, Both);
    d.params(2, 44100);
    oss_dsp_map(&d.dsp, false, d.now);
    d.pointer();
    d.pass(d.fragmentNs() * 3);
    EXPECT_EQ(d.pointer().blocks, 3) << "a mapped buffer has none that are free";
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT);
    d.pass(d.fragmentNs() * 2);
    d.pointer(SNDCTL_DSP_GETIPTR);
    EXPECT_EQ(d.pointer(SNDCTL_DSP_GETIPTR).blocks, 0) << "since the last call";
}

oss_overrides fixed(const oss_params& format)
{
    return {0, 0, 0, format};
}

TEST(Override, AFixedFormatIsAllThatIsAnswered)
{
    Ruled d(fixed({AFMT_S16_LE, 2, 44100}), Both);
    EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, AFMT_QUERY).value, AFMT_S16_LE);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETFMTS).value, AFMT_S16_LE);
    for (int i = 0; i < 2; i++) {
        EXPECT_EQ(d.call(SNDCTL_DSP_SETFMT, AFMT_U8).value, AFMT_S16_LE);
        EXPECT_EQ(d.call(SNDCTL_DSP_CHANNELS, 6).value, 2);
        EXPECT_EQ(d.call(SNDCTL_DSP_STEREO, 0).value, 1);
        EXPECT_EQ(d.call(SNDCTL_DSP_SPEED, 8000).value, 44100);
        EXPECT_EQ(d.call(SOUND_PCM_READ_BITS).value, 16);
        EXPECT_FALSE(d.call(SNDCTL_DSP_SPEED, 8000).has(OSS_FX_WAIT_DRAIN | OSS_FX_FORMAT));
        d.write(d.buffer() - 1);
    }
    EXPECT_EQ(d.dsp.play.params.rate, 44100u);
    EXPECT_EQ(d.dsp.capture.params.rate, 44100u);
    EXPECT_EQ(d.buffer(), 65536u) << "the default buffer is that of the format";
    EXPECT_EQ(d.call(SNDCTL_DSP_GETERROR).error, 0);
    EXPECT_EQ(d.dsp.misuse, 0u);
}

TEST(Override, AFixedFormatIsThatOfPlayback)
{
    Device d(Both);
    const oss_overrides play = fixed({AFMT_S16_LE, 2, 48000});
    const oss_overrides capture = fixed({AFMT_U8, 1, 8000});
    oss_dsp_override(&d.dsp, false, &play, d.now);
    oss_dsp_override(&d.dsp, true, &capture, d.now);
    EXPECT_EQ(d.dsp.capture.params.rate, 48000u);
    Device recorder(Record);
    oss_dsp_override(&recorder.dsp, false, &play, recorder.now);
    oss_dsp_override(&recorder.dsp, true, &capture, recorder.now);
    EXPECT_EQ(recorder.call(SNDCTL_DSP_SPEED, 44100).value, 8000);
}

TEST(Override, CloseDoesWhatTheRuleSays)
{
    Device drops;
    const oss_overrides drop = flagged(OSS_OVERRIDE_CLOSE_DROP);
    oss_dsp_override(&drops.dsp, false, &drop, drops.now);
    drops.write(drops.buffer());
    EXPECT_TRUE(oss_dsp_close(&drops.dsp, drops.now) & OSS_FX_RESET_PLAY);
    Device drains(Play, OSS_NODE_DSP_NB);
    const oss_overrides drain = flagged(OSS_OVERRIDE_CLOSE_DRAIN);
    oss_dsp_override(&drains.dsp, false, &drain, drains.now);
    EXPECT_EQ(drains.dsp.close_policy, OSS_CLOSE_DRAIN);
    const Ruled background(flagged(OSS_OVERRIDE_CLOSE_BACKGROUND));
    EXPECT_EQ(background.dsp.close_policy, OSS_CLOSE_BACKGROUND);
    Device both(Both);
    oss_dsp_override(&both.dsp, true, &drop, both.now);
    EXPECT_EQ(both.dsp.close_policy, OSS_CLOSE_DRAIN) << "recording has nothing to play";
}

TEST(Override, NoCaptureIsOfTheWholeOpen)
{
    Device d(Both);
    const oss_overrides none = flagged(OSS_OVERRIDE_NO_CAPTURE);
    oss_dsp_override(&d.dsp, false, &none, d.now);
    EXPECT_FALSE(d.dsp.capture.present);
    EXPECT_TRUE(d.dsp.play.present);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, PCM_ENABLE_OUTPUT);
    EXPECT_EQ(d.read(100), 0u);
}

TEST(Override, HoldsThroughChangesAndReset)
{
    Ruled d(forced(4, 1024));
    d.params(2, 44100);
    d.write(4096);
    d.call(SNDCTL_DSP_RESET);
    d.params(1, 8000, AFMT_U8);
    EXPECT_EQ(d.fragment(), 1024u);
    EXPECT_EQ(d.fragments(), 4u);
}

}  // namespace

}  // namespace dsproxy::test
