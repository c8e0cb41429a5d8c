// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/mixer_state.h"

namespace dsproxy {

MixerValues valuesOf(const oss_mixer& mixer)
{
    MixerValues values;
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        values[channel] = oss_mixer_volume(&mixer, channel);
    values[recordSourceControl] = mixer.record_source;
    return values;
}

MixerValues untouchedMixer()
{
    oss_mixer mixer;
    oss_mixer_init(&mixer);
    return valuesOf(mixer);
}

void apply(const MixerChange& change, oss_mixer& mixer)
{
    if (change.control == recordSourceControl)
        oss_mixer_set_source(&mixer, change.value);
    else if (change.control < OSS_MIXER_CHANNELS && (oss_mixer_devmask() >> change.control & 1))
        oss_mixer_set_volume(&mixer, change.control, change.value);
}

std::uint32_t asMixerTakes(std::uint32_t control, std::uint32_t value)
{
    oss_mixer mixer;
    oss_mixer_init(&mixer);
    apply({.mark = {}, .control = control, .value = value}, mixer);
    return control < mixerControls ? valuesOf(mixer)[control] : 0;
}

MixerValues asMixerTakes(const MixerValues& values)
{
    MixerValues taken;
    for (std::uint32_t control = 0; control < mixerControls; ++control)
        taken[control] = asMixerTakes(control, values[control]);
    return taken;
}

}  // namespace dsproxy
