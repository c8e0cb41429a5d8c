// SPDX-License-Identifier: GPL-2.0-or-later
/// Which of the formats that a card has comes nearest to the wanted one.
#pragma once

#include "engine/pcm/format.h"

#include <vector>

namespace dsproxy {

/// What a card can do. Not every combination need be possible.
struct CardAbility {
    struct Samples {
        std::uint32_t afmt;
        std::uint32_t bits;  ///< that reach the converter: 24 of S32 on many cards
    };
    std::vector<Samples> samples;
    std::vector<std::uint32_t> channels;
    std::vector<std::uint32_t> rates;  ///< Hz
};

/// All that the card can do, the nearest first: WANTED itself; then what loses nothing, by the
/// next rate up, then the fewest channels and bits beyond the wanted ones; then what loses least,
/// channels before rate before bits. Empty when the card has no format of ours.
std::vector<Format> nearestFormats(const Format& wanted, const CardAbility& card);

}  // namespace dsproxy
