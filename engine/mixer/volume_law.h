// SPDX-License-Identifier: GPL-2.0-or-later
/// From the volumes of OSS to what samples are multiplied by, and back.
///
/// The law is the cube: gain = (volume / 100)^3. Loudness is heard by ratios, so a gain that
/// follows the slider would do nothing in its upper half and everything near its end. The cube is
/// near to even steps of loudness (50 is -18 dB, 25 is -36 dB), needs no lowest level of its own,
/// since 0 is silence without a jump, and leaves the samples of 100 as they are. The desktop's
/// sound servers use it too: 50 in a mixer program is as loud as 50 % in theirs. Volumes that
/// follow each other multiply as their gains do.
#pragma once

#include "engine/seam/mixer_state.h"

namespace dsproxy {

/// VOLUME 0..100, more counts as 100. Exactly 1 for 100, exactly 0 for 0.
float gainOf(std::uint32_t volume);
/// The volume whose gain is nearest, by the law: volumeOf(gainOf(v)) is v. No number counts as 0.
std::uint32_t volumeOf(float gain);

struct StreamGain {
    float left = 1;
    float right = 1;

    bool operator==(const StreamGain&) const = default;
};

/// What a stream is multiplied by when its mixer moves its own volume: VOLUME, PCM and, in
/// STREAM_VOLUME, what the program has set for this open (Stream::volume). MAIN false: a rule says
/// that VOLUME is not for this program.
StreamGain streamGain(const MixerValues& mixer, std::uint32_t stream_volume, bool main);

}  // namespace dsproxy
