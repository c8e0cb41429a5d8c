// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/level_meter.h"
#include "engine/live/volume.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace dsproxy::test {
namespace {

constexpr Rate rate{48000};
constexpr std::size_t rampFrames = 240;

TEST(Volume, fullVolumeChangesNoBit)
{
    const Volume volume;
    VolumeRamp ramp(volume, rate, Channels{2});
    std::vector<double> samples{0.1, -0.7, 1, -1, 1.0 / 3, std::numeric_limits<double>::min()};
    const auto before = samples;
    ramp.apply(samples);
    EXPECT_EQ(samples, before);
}

TEST(Volume, aChangeIsALineOfFiveMilliseconds)
{
    Volume volume;
    VolumeRamp ramp(volume, rate, Channels{2});
    volume.set(0.5, 0);
    std::vector<double> samples(2 * 300, 1.0);
    ramp.apply(std::span(samples).first(2 * 100));
    ramp.apply(std::span(samples).subspan(2 * 100));
    for (std::size_t i = 0; i < 300; ++i) {
        const double way = std::min(1.0, static_cast<double>(i + 1) / rampFrames);
        ASSERT_NEAR(samples[2 * i], 1 - 0.5 * way, 1e-12) << i;
        ASSERT_NEAR(samples[2 * i + 1], 1 - way, 1e-12) << i;
    }
    EXPECT_EQ(samples.back(), 0) << "reached exactly";
}

TEST(Volume, muteIsARampToNothingAndBack)
{
    Volume volume;
    volume.set(0.25, 0.25);
    VolumeRamp ramp(volume, rate, Channels{1});
    volume.mute(true);
    std::vector<double> samples(2 * rampFrames, 1.0);
    ramp.apply(samples);
    EXPECT_NEAR(samples[rampFrames / 2 - 1], 0.125, 1e-12);
    EXPECT_EQ(samples[rampFrames - 1], 0);
    EXPECT_EQ(samples.back(), 0);
    volume.mute(false);
    samples.assign(samples.size(), 1.0);
    ramp.apply(samples);
    EXPECT_GT(samples[0], 0);
    EXPECT_LT(samples[0], 0.002) << "no click";
    EXPECT_EQ(samples.back(), 0.25);
}

TEST(Volume, aChangeWithinAChangeGoesOnFromThere)
{
    Volume volume;
    VolumeRamp ramp(volume, rate, Channels{1});
    volume.set(0, 0);
    std::vector<double> samples(rampFrames / 2, 1.0);
    ramp.apply(samples);
    EXPECT_NEAR(samples.back(), 0.5, 1e-12);
    volume.set(1, 1);
    samples.assign(rampFrames, 1.0);
    ramp.apply(samples);
    EXPECT_NEAR(samples.front(), 0.5, 0.01);
    EXPECT_EQ(samples.back(), 1);
}

TEST(Volume, oneChannelHasTheMeanOfBothSides)
{
    Volume volume;
    volume.set(1, 0.5);
    VolumeRamp ramp(volume, rate, Channels{1});
    double sample = 0.4;
    ramp.apply({&sample, 1});
    EXPECT_DOUBLE_EQ(sample, 0.3);
}

TEST(Volume, whatIsNoGainIsLimited)
{
    Volume volume;
    volume.set(7, -3);
    EXPECT_EQ(volume.left(), 1);
    EXPECT_EQ(volume.right(), 0);
    volume.set(std::nan(""), std::numeric_limits<double>::infinity());
    EXPECT_EQ(volume.left(), 0);
    EXPECT_EQ(volume.right(), 1);
}

TEST(LevelMeter, peakAndRmsOfEachChannelSinceTheLastLook)
{
    LevelMeter meter;
    EXPECT_TRUE(meter.take().empty());
    std::vector<double> samples;
    for (int i = 0; i < 4800; ++i) {
        samples.push_back(0.5 * std::sin(2 * std::numbers::pi * i / 48));
        samples.push_back(i == 77 ? -1 : 0);
    }
    meter.add(std::span(samples).first(4000), Channels{2});
    meter.add(std::span(samples).subspan(4000), Channels{2});
    const auto levels = meter.take();
    ASSERT_EQ(levels.size(), 2u);
    EXPECT_NEAR(levels[0].peak, 0.5, 1e-9);
    EXPECT_NEAR(levels[0].rms, 0.5 / std::numbers::sqrt2, 1e-9);
    EXPECT_EQ(levels[1].peak, 1);
    EXPECT_NEAR(levels[1].rms, std::sqrt(1 / 4800.0), 1e-9);
    EXPECT_EQ(meter.take()[0].peak, 0) << "taken";
}

}  // namespace
}  // namespace dsproxy::test
