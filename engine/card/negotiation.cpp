// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/negotiation.h"

#include <array>

namespace dsproxy {
namespace {

using Samples = CardAbility::Samples;

/// Bits that a sample can need. Float and law samples have a finer step near zero than their size
/// says: float is best kept by 32 bits, the laws by 16.
std::uint32_t wantedBits(const oss_format_info& layout)
{
    return layout.encoding == OSS_ENCODING_MU_LAW || layout.encoding == OSS_ENCODING_A_LAW
               ? 16
               : layout.bits;
}

/// Bits that a sample of the card keeps of an integer.
std::uint32_t keptBits(const Samples& samples)
{
    constexpr std::uint32_t mantissa = 24;
    const bool floats = oss_format_find(samples.afmt)->encoding == OSS_ENCODING_FLOAT;
    return floats ? std::min(samples.bits, mantissa) : samples.bits;
}

std::uint32_t beyond(std::uint32_t value, std::uint32_t limit)
{
    return value > limit ? value - limit : 0;
}

/// How far a format is from the wanted one; the first that differs decides.
using Distance = std::array<std::uint32_t, 10>;

class Ranking {
public:
    explicit Ranking(const Format& wanted)
        : wanted_(wanted), bits_(wantedBits(wanted.layout())), channels_(wanted.channels().count),
          rate_(wanted.rate().hz)
    {
    }

    Distance distance(const Samples& samples, std::uint32_t channels, std::uint32_t rate) const
    {
        const oss_format_info& layout = *oss_format_find(samples.afmt);
        const bool same = samples.afmt == wanted_.afmt();
        const std::uint32_t kept = same ? bits_ : keptBits(samples);
        const std::uint32_t lost_channels = beyond(channels_, channels);
        const std::uint32_t lost_rate = beyond(rate_, rate);
        const std::uint32_t lost_bits = beyond(bits_, kept);
        return {lost_channels || lost_rate || lost_bits,
                lost_channels,
                lost_rate,
                beyond(rate, rate_),
                lost_bits,
                beyond(channels, channels_),
                !same,
                layout.encoding == OSS_ENCODING_FLOAT,
                beyond(kept, bits_),
                strangeness(layout)};
    }

private:
    /// Of formats that keep as much: the host's byte order, signed ones, less memory.
    static std::uint32_t strangeness(const oss_format_info& layout)
    {
        const auto native = oss_format_find(AFMT_S16_NE)->endian;
        const bool foreign = layout.endian != OSS_ENDIAN_NONE && layout.endian != native;
        return foreign * 200U + !layout.is_signed * 100U + layout.container_bits;
    }

    Format wanted_;
    std::uint32_t bits_;
    std::uint32_t channels_;
    std::uint32_t rate_;
};

}  // namespace

std::vector<Format> nearestFormats(const Format& wanted, const CardAbility& card)
{
    std::vector<std::pair<Distance, Format>> ranked;
    const Ranking ranking(wanted);
    for (const Samples& samples : card.samples)
        for (const std::uint32_t channels : card.channels)
            for (const std::uint32_t rate : card.rates)
                ranked.emplace_back(ranking.distance(samples, channels, rate),
                                    Format(samples.afmt, Channels{channels}, Rate{rate}));
    std::ranges::stable_sort(ranked, {}, [](const auto& entry) { return entry.first; });

    std::vector<Format> formats;
    formats.reserve(ranked.size());
    for (const auto& entry : ranked)
        formats.push_back(entry.second);
    return formats;
}

}  // namespace dsproxy
