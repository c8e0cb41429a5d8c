// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/flac_length.h"

namespace dsproxy {

std::array<std::byte, 8> flacLengthField(const Format& format, unsigned bits, Frames total)
{
    const std::uint64_t value =
        std::uint64_t{format.rate().hz} << 44 | std::uint64_t{format.channels().count - 1} << 41 |
        std::uint64_t{bits - 1} << 36 | static_cast<std::uint64_t>(total.value);
    std::array<std::byte, 8> field;
    for (std::size_t i = 0; i < field.size(); ++i)
        field[i] = static_cast<std::byte>(value >> 8 * (field.size() - 1 - i));
    return field;
}

Frames flacBlockFrames(std::span<const std::byte> block)
{
    if (block.size() < 3)
        return Frames(0);
    const unsigned code = std::to_integer<unsigned>(block[2]) >> 4;
    if (code == 1)
        return Frames(192);
    if (code >= 2 && code <= 5)
        return Frames(576 << (code - 2));
    return Frames(code >= 8 ? 256 << (code - 8) : 0);
}

}  // namespace dsproxy
