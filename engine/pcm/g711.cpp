// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/g711.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {
namespace {

constexpr double fullScale = 32768.0;
constexpr std::uint8_t magnitudeBits = 0x7f;

/// A code is a 3-bit segment and a 4-bit step within it.
constexpr Law makeMuLaw()
{
    constexpr int bias = 0x84;
    Law law{{}, 0x80, 0x00, 0xff};
    for (int code = 0; code < 128; ++code)
        law.magnitudes[code] = ((((code & 0xf) << 3) + bias) << (code >> 4)) - bias;
    return law;
}

constexpr Law makeALaw()
{
    Law law{{}, 0x00, 0x80, 0x55};
    for (int code = 0; code < 128; ++code) {
        const int segment = code >> 4;
        const int step = (code & 0xf) << 4;
        law.magnitudes[code] = segment == 0 ? step + 8 : (step + 0x108) << (segment - 1);
    }
    return law;
}

std::uint8_t nearest(const Law& law, double magnitude)
{
    const auto& all = law.magnitudes;
    const auto above = std::lower_bound(all.begin(), all.end(), magnitude);
    if (above == all.begin())
        return 0;
    if (above == all.end())
        return magnitudeBits;
    const auto index = static_cast<std::uint8_t>(above - all.begin());
    return magnitude - above[-1] <= *above - magnitude ? index - 1 : index;
}

}  // namespace

const Law& muLaw()
{
    static constexpr Law law = makeMuLaw();
    return law;
}

const Law& aLaw()
{
    static constexpr Law law = makeALaw();
    return law;
}

void decodeLaw(const Law& law, std::span<const std::byte> pcm, std::span<double> samples)
{
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto code =
            static_cast<std::uint8_t>(std::to_integer<std::uint8_t>(pcm[i]) ^ law.mask);
        const double magnitude = law.magnitudes[code & magnitudeBits] / fullScale;
        const bool negative = (code & ~magnitudeBits) == law.negative;
        samples[i] = negative ? -magnitude : magnitude;
    }
}

void encodeLaw(const Law& law, std::span<const double> samples, std::span<std::byte> pcm)
{
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double sample = std::isnan(samples[i]) ? 0 : samples[i];
        const std::uint8_t code = nearest(law, std::abs(sample) * fullScale);
        const std::uint8_t sign = std::signbit(sample) ? law.negative : law.positive;
        pcm[i] = static_cast<std::byte>((code | sign) ^ law.mask);
    }
}

}  // namespace dsproxy
