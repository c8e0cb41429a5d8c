// SPDX-License-Identifier: GPL-2.0-or-later
/// Mixer programs as they are, under the source: what they set crosses the seam, and back.
#include "oss/abi.h"
#include "script_under_source.h"

#include <poll.h>

#include <format>

namespace dsproxy::process {

namespace {

class MixerCalls : public ScriptUnderSource {
protected:
    /// Sleeps until the source has acted on a change and told it.
    MixerState acknowledged(std::uint64_t sequence) const
    {
        for (;;) {
            pollfd rung{feed_->fd(), POLLIN, 0};
            ::poll(&rung, 1, -1);
            feed_->answered();
            if (const auto state = feed_->mixer().take())
                if (state->applied == MixerMark{.origin = 7, .sequence = sequence})
                    return *state;
        }
    }
    void set(std::uint64_t sequence, std::uint32_t control, std::uint32_t value) const
    {
        feed_->setMixer(
            {.mark = {.origin = 7, .sequence = sequence}, .control = control, .value = value});
    }
};

TEST_F(MixerCalls, WhatAProgramSetsCrosses)
{
    start("aumix -v 30 -w 40 && aumix -l 50");
    finish();
    const auto state = feed_->mixer().take();
    ASSERT_TRUE(state);
    EXPECT_EQ(state->values[SOUND_MIXER_VOLUME], mixerVolume(30, 30));
    EXPECT_EQ(state->values[SOUND_MIXER_PCM], mixerVolume(40, 40));
    EXPECT_EQ(state->values[SOUND_MIXER_LINE], mixerVolume(50, 50));
    EXPECT_EQ(state->modify_counter, 3u);
    EXPECT_EQ(state->applied, MixerMark());
}

TEST_F(MixerCalls, WhatChangesNothingDoesNotCross)
{
    start("aumix -v 100 && aumix -vq -wq > answers");
    finish();
    EXPECT_FALSE(feed_->mixer().take());
}

TEST_F(MixerCalls, WhatWasSetBeforeIsThereAtTheFirstCall)
{
    set(1, SOUND_MIXER_VOLUME, mixerVolume(20, 20));
    start("aumix -vq > answers");
    finish();
    EXPECT_EQ(content("answers"), "vol 20, 20\n");
}

TEST_F(MixerCalls, ProgramsSeeWhatTheConsumerSets)
{
    const std::filesystem::path gate = folder_ / "gate";
    ASSERT_EQ(::mkfifo(gate.c_str(), 0600), 0);
    start("read go < gate; aumix -vq -wq > answers");
    set(1, SOUND_MIXER_VOLUME, mixerVolume(20, 20));
    set(2, SOUND_MIXER_PCM, mixerVolume(60, 60));
    const MixerState state = acknowledged(2);
    EXPECT_EQ(state.values[SOUND_MIXER_VOLUME], mixerVolume(20, 20));
    EXPECT_EQ(state.modify_counter, 2u);
    std::ofstream(gate) << "go\n";
    finish();
    EXPECT_EQ(content("answers"), "vol 20, 20\npcm 60, 60\n");
    EXPECT_FALSE(feed_->mixer().take());
}

TEST_F(MixerCalls, TwoProgramsAndTheConsumerLoseNothing)
{
    start("(for i in 1 2 3 4 5 6 7 8 9; do aumix -v 1$i; done) &"
          "(for i in 1 2 3 4 5 6 7 8 9; do aumix -w 2$i; done) & wait");
    for (std::uint64_t i = 1; i <= 30; ++i)
        set(i, SOUND_MIXER_LINE, mixerVolume(static_cast<std::uint32_t>(i), 30));
    acknowledged(30);
    finish();
    const MixerState state = feed_->mixer().state();
    EXPECT_EQ(state.values[SOUND_MIXER_VOLUME], mixerVolume(19, 19));
    EXPECT_EQ(state.values[SOUND_MIXER_PCM], mixerVolume(29, 29));
    EXPECT_EQ(state.values[SOUND_MIXER_LINE], mixerVolume(30, 30));
}

TEST_F(MixerCalls, TheVolumeOfAStreamIsItsOwn)
{
    start(std::format("python3 -c 'import fcntl, os, struct\n"
                      "dsp = os.open(\"/dev/dsp\", os.O_WRONLY)\n"
                      "fcntl.ioctl(dsp, {}, struct.pack(\"i\", 30 | 40 << 8))'",
                      SNDCTL_DSP_SETPLAYVOL));
    finish();
    const auto state = feed_->mixer().take();
    ASSERT_TRUE(state);
    EXPECT_EQ(state->values, untouchedMixer());
    const auto stream = feed_->stream(1);
    ASSERT_TRUE(stream);
    EXPECT_EQ(stream->volume.load(), mixerVolume(30, 40));
}

}  // namespace

}  // namespace dsproxy::process
