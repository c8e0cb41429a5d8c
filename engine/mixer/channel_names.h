// SPDX-License-Identifier: GPL-2.0-or-later
/// What the channels of the mixer are called in files, as ALSA's OSS emulation writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dsproxy {

/// "VOLUME" for SOUND_MIXER_VOLUME; empty for a number that is no channel.
std::string_view mixerChannelName(std::uint32_t channel);
/// Nothing for a name that no channel has. Capitals only.
std::optional<std::uint32_t> mixerChannelNamed(std::string_view name);

}  // namespace dsproxy
