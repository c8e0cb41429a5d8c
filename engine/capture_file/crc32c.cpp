// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/crc32c.h"

#include <array>

namespace dsproxy::capture_file {

namespace {

/// tables[n][b]: the effect of byte b with n zero bytes after it. Eight at once keep pace with
/// `--pace free`.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78u : 0u);
        tables[0][byte] = crc;
    }
    for (std::size_t n = 1; n < tables.size(); ++n)
        for (std::size_t byte = 0; byte < 256; ++byte)
            tables[n][byte] = tables[n - 1][byte] >> 8 ^ tables[0][tables[n - 1][byte] & 0xff];
    return tables;
}

constexpr Tables tables = makeTables();

std::uint32_t eightBytes(std::uint32_t crc, std::span<const std::byte> bytes)
{
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto mixed = i < 4 ? crc >> (8 * i) & 0xff : 0u;
        next ^= tables[7 - i][mixed ^ std::to_integer<std::uint32_t>(bytes[i])];
    }
    return next;
}

}  // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes)
{
    std::uint32_t crc = ~0u;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8))
        crc = eightBytes(crc, bytes);
    for (const std::byte byte : bytes)
        crc = crc >> 8 ^ tables[0][(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
    return ~crc;
}

}  // namespace dsproxy::capture_file
