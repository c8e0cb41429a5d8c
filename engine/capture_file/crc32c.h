// SPDX-License-Identifier: GPL-2.0-or-later
/// The checksum of a capture file's records: CRC-32C (Castagnoli), as iSCSI and ext4 have it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dsproxy::capture_file {

/// Of "123456789" it is 0xe3069283.
std::uint32_t crc32c(std::span<const std::byte> bytes);

}  // namespace dsproxy::capture_file
