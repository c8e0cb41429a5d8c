// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer of a Device as it crosses the seam: its state one way, changes to it the other.
#pragma once

#include "oss/mixer.h"

#include <array>
#include <cstdint>
#include <type_traits>

namespace dsproxy {

/// A channel has the number of its SOUND_MIXER_x; behind the last one is the record source.
constexpr std::uint32_t mixerControls = OSS_MIXER_CHANNELS + 1;
constexpr std::uint32_t recordSourceControl = OSS_MIXER_CHANNELS;

/// Of a channel: left | right << 8, each 0..100, as programs say it. Of the record source: a mask
/// of channels.
using MixerValues = std::array<std::uint32_t, mixerControls>;

/// Which change, and whose: a consumer that comes after another one counts anew, as another origin.
struct MixerMark {
    std::uint64_t origin = 0;  ///< 0: nobody's
    std::uint64_t sequence = 0;

    bool operator==(const MixerMark&) const = default;
};

/// Consumer to source: one control, so that changes to different ones never lose each other.
struct MixerChange {
    MixerMark mark;
    std::uint32_t control = 0;
    std::uint32_t value = 0;
};

/// Source to consumer. Whatever differs from what the consumer has set up to `applied` was changed
/// by a program since.
struct MixerState {
    MixerMark applied;  ///< the last change of a consumer that is in it
    MixerValues values{};
    std::uint32_t modify_counter = 0;  ///< as programs see it
    std::uint32_t reserved = 0;
};

// Both go through a socket as they are.
static_assert(std::is_trivially_copyable_v<MixerChange> && sizeof(MixerChange) == 24);
static_assert(std::is_trivially_copyable_v<MixerState> && sizeof(MixerState) == 128);

constexpr std::uint32_t mixerVolume(std::uint32_t left, std::uint32_t right)
{
    return left | right << 8;
}
constexpr std::uint32_t leftOf(std::uint32_t volume)
{
    return volume & 0xff;
}
constexpr std::uint32_t rightOf(std::uint32_t volume)
{
    return volume >> 8 & 0xff;
}

/// What a mixer has that nobody has touched yet.
MixerValues untouchedMixer();
/// What a mixer has after VALUE was set: clamped, the same on both sides of a mono channel, only
/// sources that can be recorded. Controls that do not exist stay untouched.
std::uint32_t asMixerTakes(std::uint32_t control, std::uint32_t value);
MixerValues asMixerTakes(const MixerValues& values);

MixerValues valuesOf(const oss_mixer& mixer);
/// Ignores controls that do not exist.
void apply(const MixerChange& change, oss_mixer& mixer);

}  // namespace dsproxy
