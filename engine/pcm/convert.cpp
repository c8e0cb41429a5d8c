// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/convert.h"

#include "engine/pcm/g711.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dsproxy {
namespace {

constexpr std::uint32_t signBit = 0x8000'0000u;
constexpr double fullScale = 2147483648.0;

template <unsigned Size, bool Big> std::uint32_t load(const std::byte* at)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < Size; ++i)
        value |= std::to_integer<std::uint32_t>(at[i]) << 8 * (Big ? Size - 1 - i : i);
    return value;
}

template <unsigned Size, bool Big> void store(std::uint32_t value, std::byte* at)
{
    for (unsigned i = 0; i < Size; ++i)
        at[i] = static_cast<std::byte>(value >> 8 * (Big ? Size - 1 - i : i));
}

/// Calls KERNEL with the size and byte order of a container as constants, once for a whole block.
template <class Kernel> void withContainer(const oss_format_info& layout, Kernel kernel)
{
    const bool big = layout.endian == OSS_ENDIAN_BIG;
    switch (layout.container_bits) {
    case 8:
        return kernel.template operator()<1, false>();
    case 16:
        return big ? kernel.template operator()<2, true>() : kernel.template operator()<2, false>();
    case 24:
        return big ? kernel.template operator()<3, true>() : kernel.template operator()<3, false>();
    default:
        return big ? kernel.template operator()<4, true>() : kernel.template operator()<4, false>();
    }
}

/// How far the sign bit of a sample lies below bit 31 of its loaded container.
int headroom(const oss_format_info& layout)
{
    return 32 - (layout.msb_aligned ? layout.container_bits : layout.bits);
}

/// Between a container and the 32 bits whose top ones are the sample, signed.
struct Placement {
    explicit Placement(const oss_format_info& layout)
        : shift(headroom(layout)), flip(layout.is_signed ? 0 : signBit),
          mask(~std::uint32_t{0} << (32 - layout.bits)), isSigned(layout.is_signed)
    {
    }
    std::uint32_t top(std::uint32_t loaded) const { return ((loaded << shift) & mask) ^ flip; }
    /// An arithmetic shift extends the sign of 24 bits into their container.
    std::uint32_t placed(std::uint32_t top) const
    {
        return isSigned ? static_cast<std::uint32_t>(static_cast<std::int32_t>(top) >> shift)
                        : (top ^ flip) >> shift;
    }

    int shift;
    std::uint32_t flip;
    std::uint32_t mask;
    bool isSigned;
};

void decodeIntegers(const oss_format_info& layout, const std::byte* pcm, std::span<double> samples)
{
    const Placement place(layout);
    withContainer(layout, [&]<unsigned Size, bool Big>() {
        for (double& sample : samples) {
            const auto value = static_cast<std::int32_t>(place.top(load<Size, Big>(pcm)));
            sample = value / fullScale;
            pcm += Size;
        }
    });
}

void encodeIntegers(const oss_format_info& layout, std::span<const double> samples, std::byte* pcm)
{
    const Placement place(layout);
    const double scale = std::ldexp(1.0, layout.bits - 1);
    withContainer(layout, [&]<unsigned Size, bool Big>() {
        for (const double sample : samples) {
            const double limited = std::clamp(std::nearbyint(sample * scale), -scale, scale - 1);
            const auto number = static_cast<std::int64_t>(std::isnan(limited) ? 0 : limited);
            const std::uint32_t top = static_cast<std::uint32_t>(number) << (32 - layout.bits);
            store<Size, Big>(place.placed(top), pcm);
            pcm += Size;
        }
    });
}

bool isInteger(const oss_format_info& layout)
{
    return layout.encoding == OSS_ENCODING_INTEGER;
}

/// Into as many bits or more: no value changes, and no double is needed.
void widenIntegers(const oss_format_info& from, std::span<const std::byte> pcm,
                   const oss_format_info& to, std::byte* out)
{
    const Placement here(from);
    const Placement there(to);
    withContainer(from, [&]<unsigned Size, bool Big>() {
        withContainer(to, [&]<unsigned OutSize, bool OutBig>() {
            const std::byte* const end = pcm.data() + pcm.size();
            for (const std::byte* in = pcm.data(); in != end; in += Size, out += OutSize)
                store<OutSize, OutBig>(there.placed(here.top(load<Size, Big>(in))), out);
        });
    });
}

void decodeFloats(const std::byte* pcm, std::span<double> samples)
{
    for (double& sample : samples) {
        float value;
        std::memcpy(&value, pcm, sizeof value);
        sample = value;
        pcm += sizeof value;
    }
}

void encodeFloats(std::span<const double> samples, std::byte* pcm)
{
    for (const double sample : samples) {
        const auto value = static_cast<float>(sample);
        std::memcpy(pcm, &value, sizeof value);
        pcm += sizeof value;
    }
}

void transcodeByDouble(const oss_format_info& from, std::span<const std::byte> pcm,
                       const oss_format_info& to, std::span<std::byte> out)
{
    const std::size_t fromSize = from.container_bits / 8;
    const std::size_t toSize = to.container_bits / 8;
    const std::size_t count = pcm.size() / fromSize;
    std::array<double, 1024> block;
    for (std::size_t done = 0; done < count; done += block.size()) {
        const auto samples = std::span(block).first(std::min(block.size(), count - done));
        decode(from, pcm.subspan(done * fromSize), samples);
        encode(to, samples, out.subspan(done * toSize));
    }
}

}  // namespace

bool isConvertible(const Format& format)
{
    return format.layout().encoding != OSS_ENCODING_OPAQUE;
}

void decode(const oss_format_info& layout, std::span<const std::byte> pcm,
            std::span<double> samples)
{
    switch (static_cast<oss_encoding>(layout.encoding)) {
    case OSS_ENCODING_INTEGER:
        return decodeIntegers(layout, pcm.data(), samples);
    case OSS_ENCODING_FLOAT:
        return decodeFloats(pcm.data(), samples);
    case OSS_ENCODING_MU_LAW:
        return decodeLaw(muLaw(), pcm, samples);
    case OSS_ENCODING_A_LAW:
        return decodeLaw(aLaw(), pcm, samples);
    case OSS_ENCODING_OPAQUE:
        break;
    }
}

void encode(const oss_format_info& layout, std::span<const double> samples,
            std::span<std::byte> pcm)
{
    switch (static_cast<oss_encoding>(layout.encoding)) {
    case OSS_ENCODING_INTEGER:
        return encodeIntegers(layout, samples, pcm.data());
    case OSS_ENCODING_FLOAT:
        return encodeFloats(samples, pcm.data());
    case OSS_ENCODING_MU_LAW:
        return encodeLaw(muLaw(), samples, pcm);
    case OSS_ENCODING_A_LAW:
        return encodeLaw(aLaw(), samples, pcm);
    case OSS_ENCODING_OPAQUE:
        break;
    }
}

void transcode(const oss_format_info& from, std::span<const std::byte> pcm,
               const oss_format_info& to, std::span<std::byte> out)
{
    if (from.afmt == to.afmt)
        std::ranges::copy(pcm, out.begin());
    else if (isInteger(from) && isInteger(to) && from.bits <= to.bits)
        widenIntegers(from, pcm, to, out.data());
    else
        transcodeByDouble(from, pcm, to, out);
}

void transcode(const oss_format_info& from, std::span<const std::byte> pcm,
               const oss_format_info& to, std::vector<std::byte>& out)
{
    out.resize(pcm.size() / (from.container_bits / 8) * (to.container_bits / 8));
    transcode(from, pcm, to, std::span(out));
}

}  // namespace dsproxy
