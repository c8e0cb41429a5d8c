// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/feed.h"
#include "oss/abi.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace {

using namespace dsproxy;

bool readable(int fd)
{
    pollfd poll{fd, POLLIN, 0};
    return ::poll(&poll, 1, 0) == 1;
}

MixerState stateWith(std::uint32_t control, std::uint32_t value)
{
    MixerState state{.applied = {}, .values = untouchedMixer()};
    state.values[control] = value;
    return state;
}

MixerChange changeOf(std::uint64_t sequence, std::uint32_t control, std::uint32_t value)
{
    return {.mark = {.origin = 1, .sequence = sequence}, .control = control, .value = value};
}

TEST(MixerExchange, TheConsumerFindsTheNewestStateOnce)
{
    const auto feed = *Feed::create();
    EXPECT_FALSE(feed->mixer().take());
    for (std::uint32_t volume = 0; volume < 100; ++volume)
        feed->tellMixer(stateWith(SOUND_MIXER_PCM, mixerVolume(volume, volume)));
    EXPECT_TRUE(readable(feed->fd()));
    const auto state = feed->mixer().take();
    ASSERT_TRUE(state);
    EXPECT_EQ(state->values[SOUND_MIXER_PCM], mixerVolume(99, 99));
    EXPECT_FALSE(feed->mixer().take());
    EXPECT_EQ(feed->mixer().state().values[SOUND_MIXER_PCM], mixerVolume(99, 99));
}

TEST(MixerExchange, BeforeAnythingIsToldTheMixerIsUntouched)
{
    EXPECT_EQ(MixerExchange().state().values, untouchedMixer());
}

TEST(MixerExchange, TheSourceFindsTheNewestChangeOfEachControl)
{
    const auto feed = *Feed::create();
    feed->setMixer(changeOf(1, SOUND_MIXER_PCM, 10));
    feed->setMixer(changeOf(2, SOUND_MIXER_VOLUME, 20));
    feed->setMixer(changeOf(3, SOUND_MIXER_PCM, 30));
    EXPECT_TRUE(readable(feed->progressFd()));
    const auto changes = feed->mixer().takeChanges();
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].control, std::uint32_t{SOUND_MIXER_VOLUME});
    EXPECT_EQ(changes[0].value, 20u);
    EXPECT_EQ(changes[1].control, std::uint32_t{SOUND_MIXER_PCM});
    EXPECT_EQ(changes[1].value, 30u);
    EXPECT_EQ(changes[1].mark.sequence, 3u);
    EXPECT_TRUE(feed->mixer().takeChanges().empty());
}

TEST(MixerExchange, ControlsThatNoMixerHasAreNotQueued)
{
    MixerExchange exchange;
    exchange.set(changeOf(1, mixerControls, 1));
    exchange.set(changeOf(2, ~0u, 1));
    EXPECT_TRUE(exchange.takeChanges().empty());
}

TEST(MixerState, ChangesArriveInTheMixerOfPrograms)
{
    oss_mixer mixer;
    oss_mixer_init(&mixer);
    apply(changeOf(1, SOUND_MIXER_PCM, mixerVolume(30, 40)), mixer);
    apply(changeOf(2, recordSourceControl, 1u << SOUND_MIXER_LINE), mixer);
    EXPECT_EQ(valuesOf(mixer)[SOUND_MIXER_PCM], mixerVolume(30, 40));
    EXPECT_EQ(valuesOf(mixer)[recordSourceControl], 1u << SOUND_MIXER_LINE);
    EXPECT_EQ(mixer.modify_counter, 2u);  // programs that poll it look again
    apply(changeOf(3, SOUND_MIXER_PCM, mixerVolume(30, 40)), mixer);
    EXPECT_EQ(mixer.modify_counter, 2u);
}

TEST(MixerState, ChangesThatNoMixerHasDoNothing)
{
    oss_mixer mixer;
    oss_mixer_init(&mixer);
    for (const std::uint32_t control : {std::uint32_t{SOUND_MIXER_RECLEV}, mixerControls, ~0u})
        apply(changeOf(1, control, 0), mixer);
    EXPECT_EQ(valuesOf(mixer), untouchedMixer());
    EXPECT_EQ(mixer.modify_counter, 0u);
}

TEST(MixerState, KnowsWhatAMixerMakesOfAValue)
{
    EXPECT_EQ(asMixerTakes(SOUND_MIXER_PCM, mixerVolume(30, 200)), mixerVolume(30, 100));
    EXPECT_EQ(asMixerTakes(SOUND_MIXER_MIC, mixerVolume(30, 60)), mixerVolume(30, 30));
    EXPECT_EQ(asMixerTakes(recordSourceControl, ~0u), oss_mixer_recordable());
    EXPECT_EQ(asMixerTakes(SOUND_MIXER_RECLEV, 0), mixerVolume(100, 100));
}

}  // namespace
