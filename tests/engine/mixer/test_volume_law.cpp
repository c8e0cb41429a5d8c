// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/volume_law.h"

#include "oss/abi.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using namespace dsproxy;

TEST(VolumeLaw, EndsAreExact)
{
    EXPECT_EQ(gainOf(100), 1.0f);
    EXPECT_EQ(gainOf(0), 0.0f);
    EXPECT_EQ(gainOf(255), 1.0f);
}

TEST(VolumeLaw, IsTheCube)
{
    EXPECT_FLOAT_EQ(gainOf(50), 0.125f);
    EXPECT_NEAR(20 * std::log10(gainOf(50)), -18.06, 0.01);
    EXPECT_NEAR(20 * std::log10(gainOf(25)), -36.12, 0.01);
}

TEST(VolumeLaw, GoesThereAndBack)
{
    for (std::uint32_t volume = 0; volume <= 100; ++volume) {
        EXPECT_EQ(volumeOf(gainOf(volume)), volume);
        if (volume > 0) {
            EXPECT_GT(gainOf(volume), gainOf(volume - 1));
        }
    }
}

TEST(VolumeLaw, AnyGainIsAVolume)
{
    EXPECT_EQ(volumeOf(-1), 0u);
    EXPECT_EQ(volumeOf(7), 100u);
    EXPECT_EQ(volumeOf(std::numeric_limits<float>::quiet_NaN()), 0u);
    EXPECT_EQ(volumeOf(std::numeric_limits<float>::infinity()), 100u);
}

TEST(StreamGain, OfAnUntouchedMixerChangesNoSample)
{
    EXPECT_EQ(streamGain(untouchedMixer(), mixerVolume(100, 100), true), (StreamGain{1, 1}));
}

TEST(StreamGain, MultipliesVolumePcmAndTheStreamsOwn)
{
    MixerValues mixer = untouchedMixer();
    mixer[SOUND_MIXER_VOLUME] = mixerVolume(50, 100);
    mixer[SOUND_MIXER_PCM] = mixerVolume(100, 50);
    const StreamGain gain = streamGain(mixer, mixerVolume(50, 20), true);
    EXPECT_FLOAT_EQ(gain.left, 0.125f * 0.125f);
    EXPECT_FLOAT_EQ(gain.right, 0.125f * 0.008f);
}

TEST(StreamGain, VolumeIsLeftOutWhereARuleSaysSo)
{
    MixerValues mixer = untouchedMixer();
    mixer[SOUND_MIXER_VOLUME] = mixerVolume(0, 0);
    mixer[SOUND_MIXER_PCM] = mixerVolume(50, 100);
    EXPECT_EQ(streamGain(mixer, mixerVolume(100, 100), false), (StreamGain{0.125f, 1}));
    EXPECT_EQ(streamGain(mixer, mixerVolume(100, 100), true), (StreamGain{0, 0}));
}

TEST(StreamGain, OtherChannelsDoNotCount)
{
    MixerValues mixer = untouchedMixer();
    mixer[SOUND_MIXER_CD] = mixer[SOUND_MIXER_ALTPCM] = mixer[SOUND_MIXER_OGAIN] = 0;
    EXPECT_EQ(streamGain(mixer, mixerVolume(100, 100), true), (StreamGain{1, 1}));
}

}  // namespace
