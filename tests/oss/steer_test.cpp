// SPDX-License-Identifier: GPL-2.0-or-later
/// A clock that is told to run faster or slower.
#include "device.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace dsproxy::test;

constexpr u64 hour = 3600 * second;
constexpr s32 ppm = 1000;

/// A mapped buffer runs for ever.
struct Steered : testing::Test {
    Steered()
    {
        d.params(2, 44100);
        oss_dsp_map(&d.dsp, false, d.now);
        d.pointer();
    }

    void steer(s32 ppb) { oss_stream_steer(&d.dsp.play, ppb, d.now); }
    u64 frames() const { return d.dsp.play.played / 4; }

    Device d;
};

TEST_F(Steered, AnHourLandsOnItsFrame)
{
    steer(100 * ppm);
    d.pass(hour);
    EXPECT_EQ(frames(), 158'775'876u);
    steer(-100 * ppm);
    d.pass(hour);
    EXPECT_EQ(frames(), 2u * 3600 * 44100);
    steer(0);
    d.pass(hour);
    EXPECT_EQ(frames(), 3u * 3600 * 44100);
}

TEST_F(Steered, AYearInOneStepLandsOnItsFrame)
{
    steer(100 * ppm);
    d.pass(365 * 24 * hour);
    EXPECT_EQ(frames(), u64{365} * 86400 * 44100 / 10'000 * 10'001);
}

TEST_F(Steered, ManyChangesLoseNothing)
{
    const u64 changes = 36'000;
    for (u64 i = 0; i < changes; i++) {
        steer(i % 2 ? 123'457 : -123'457);
        d.pass(100 * millisecond + (i % 2 ? 1 : -1));
    }
    EXPECT_EQ(frames(), u64{3600} * 44100);
}

TEST_F(Steered, HasLimits)
{
    steer(1'000'000'000);
    d.pass(1000 * second);
    EXPECT_EQ(frames(), 1002u * 44100);
    steer(-1'000'000'000);
    d.pass(1000 * second);
    EXPECT_EQ(frames(), 2000u * 44100);
}

TEST_F(Steered, TimeThatTurnsBackChangesNothing)
{
    d.pass(second);
    steer(100 * ppm);
    const u64 before = frames();
    oss_stream_steer(&d.dsp.play, 0, d.now - second / 2);
    d.advance();
    EXPECT_EQ(frames(), before);
    d.pass(second);
    EXPECT_EQ(frames(), before + 44100);
}

TEST(SteeredQueue, EndsAtItsTime)
{
    Device d;
    d.params(2, 44100);
    oss_stream_steer(&d.dsp.play, 1000 * ppm, d.now);
    d.write(d.buffer());
    const u64 frames = d.buffer() / 4;
    // 1001 of its seconds are 1000 of ours.
    const u64 own_ns = oss_frames_ns(&d.dsp.params, frames);
    const u64 end = d.now + (own_ns * 1000 + 1000) / 1001;
    d.pass(end - d.now - 1);
    EXPECT_FALSE(oss_play_drained(&d.dsp.play));
    EXPECT_EQ(d.deadline(), end);
    d.pass(1);
    EXPECT_TRUE(oss_play_drained(&d.dsp.play));
}

TEST(SteeredRecording, RunsAtItsRate)
{
    Device d(Record);
    d.params(1, 48000);
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    oss_stream_steer(&d.dsp.capture, -100 * ppm, d.now);
    d.call(SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_INPUT);
    u64 read = 0;
    for (int i = 0; i < 100'000; i++) {
        d.now += 100 * millisecond;
        read += d.read(never);
    }
    EXPECT_EQ(read, u64{10'000} * 48000 * 2 - u64{48000} * 2);
}

/// What the clock should say, in 10^-9 of a nanosecond of 128 bits.
struct Reference {
    unsigned __int128 scaled = 0;
    s32 ppb = 0;

    void pass(u64 ns) { scaled += static_cast<unsigned __int128>(ns) * (1'000'000'000 + ppb); }
    u64 samples(u32 rate) const
    {
        const auto own_ns = scaled / 1'000'000'000;
        return static_cast<u64>(own_ns * rate / 1'000'000'000);
    }
};

TEST(SteeredProperty, ChangesAtAnyMomentFollowTheReference)
{
    for (u64 seed = 1; seed <= 300; seed++) {
        std::mt19937_64 random(seed);
        const auto below = [&](u64 n) { return random() % n; };
        Device d;
        const u32 rate = 1000 + static_cast<u32>(below(767'000));
        d.params(1, static_cast<s32>(rate), AFMT_S16_LE);
        oss_dsp_map(&d.dsp, false, d.now);
        d.pointer();
        Reference reference;
        for (int i = 0; i < 300; i++) {
            const u64 before = d.dsp.play.played;
            if (below(3) == 0) {
                reference.ppb = static_cast<s32>(below(4'000'001)) - 2'000'000;
                oss_stream_steer(&d.dsp.play, reference.ppb, d.now);
                d.advance();
                ASSERT_EQ(d.dsp.play.played, before) << "a change of speed moves nothing";
            }
            const u64 step = below(4) ? below(20 * millisecond) : below(hour);
            const u64 due = d.deadline();
            reference.pass(step);
            d.pass(step);
            ASSERT_EQ(d.dsp.play.played / 2, reference.samples(rate)) << "seed " << seed;
            const bool passed = d.dsp.play.played / d.fragment() > before / d.fragment();
            ASSERT_EQ(passed, d.now >= due) << "seed " << seed;
        }
    }
}

}  // namespace
