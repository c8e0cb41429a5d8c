// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/volume_law.h"

#include "oss/abi.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {

float gainOf(std::uint32_t volume)
{
    const float part = static_cast<float>(std::min(volume, 100u)) / 100;
    return part * part * part;
}

std::uint32_t volumeOf(float gain)
{
    if (!(gain > 0))
        return 0;
    return static_cast<std::uint32_t>(std::lround(std::cbrt(std::min(gain, 1.0f)) * 100));
}

StreamGain streamGain(const MixerValues& mixer, std::uint32_t stream_volume, bool main)
{
    StreamGain gain;
    const auto follow = [&](std::uint32_t volume) {
        gain.left *= gainOf(leftOf(volume));
        gain.right *= gainOf(rightOf(volume));
    };
    if (main)
        follow(mixer[SOUND_MIXER_VOLUME]);
    follow(mixer[SOUND_MIXER_PCM]);
    follow(stream_volume);
    return gain;
}

}  // namespace dsproxy
