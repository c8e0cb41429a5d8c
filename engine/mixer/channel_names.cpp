// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/channel_names.h"

#include "oss/mixer.h"

#include <algorithm>
#include <array>

namespace dsproxy {

namespace {

constexpr std::array<std::string_view, OSS_MIXER_CHANNELS> names = {
    "VOLUME",   "BASS",  "TREBLE", "SYNTH",    "PCM",      "SPEAKER",  "LINE",
    "MIC",      "CD",    "IMIX",   "ALTPCM",   "RECLEV",   "IGAIN",    "OGAIN",
    "LINE1",    "LINE2", "LINE3",  "DIGITAL1", "DIGITAL2", "DIGITAL3", "PHONEIN",
    "PHONEOUT", "VIDEO", "RADIO",  "MONITOR",
};

}  // namespace

std::string_view mixerChannelName(std::uint32_t channel)
{
    return channel < names.size() ? names[channel] : std::string_view();
}

std::optional<std::uint32_t> mixerChannelNamed(std::string_view name)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<std::uint32_t>(found - names.begin());
}

}  // namespace dsproxy
