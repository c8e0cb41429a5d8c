// SPDX-License-Identifier: GPL-2.0-or-later
/// Mu-law and A-law, the two 8-bit codes of ITU-T G.711.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dsproxy {

/// One law: the 128 magnitudes of a half wave in rising order, and how a code spells them.
struct Law {
    std::array<double, 128> magnitudes;  ///< full scale is 32768
    std::uint8_t negative;               ///< the sign bit as it stands for a negative sample...
    std::uint8_t positive;               ///< ...and for a positive one, both before the mask
    std::uint8_t mask;                   ///< bits that are sent inverted
};

const Law& muLaw();
const Law& aLaw();

void decodeLaw(const Law& law, std::span<const std::byte> pcm, std::span<double> samples);
/// Takes the nearest magnitude, the smaller one half way between two.
void encodeLaw(const Law& law, std::span<const double> samples, std::span<std::byte> pcm);

}  // namespace dsproxy
