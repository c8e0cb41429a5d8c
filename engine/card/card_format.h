// SPDX-License-Identifier: GPL-2.0-or-later
/// Linear sample formats in the words of OSS and of ALSA.
#pragma once

#include <alsa/asoundlib.h>

#include <cstdint>
#include <span>

namespace dsproxy {

struct CardFormat {
    std::uint32_t afmt;
    snd_pcm_format_t alsa;
};

/// Those that both have. Containers are alike: 24 bits in 32 are the low ones in both.
std::span<const CardFormat> cardFormats();

/// AFMT must be one of them.
snd_pcm_format_t alsaFormat(std::uint32_t afmt);

}  // namespace dsproxy
