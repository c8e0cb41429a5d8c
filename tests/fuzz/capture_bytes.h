// SPDX-License-Identifier: GPL-2.0-or-later
/// Capture files of a fuzzer: its bytes as they are, or records of its bytes with good checksums.
#pragma once

#include "bytes.h"
#include "engine/capture_file/capture_reader.h"
#include "engine/capture_file/crc32c.h"
#include "engine/capture_file/little_endian.h"

namespace dsproxy::fuzz {

using namespace dsproxy::capture_file;

using File = std::vector<std::byte>;

/// The header of a file, and records with the types and contents that INPUT says.
inline File wellFormed(Bytes& input)
{
    File file;
    ByteWriter(file)
        .bytes(std::as_bytes(std::span(magic)))
        .number(majorVersion)
        .number(minorVersion)
        .number(std::uint32_t{0});
    while (!input.empty()) {
        const auto type = static_cast<RecordType>(input.byte() % 8);
        const auto payload = std::as_bytes(input.some(input.byte()));
        encode(file,
               RecordHeader{type, static_cast<std::uint32_t>(payload.size()), crc32c(payload)});
        file.insert(file.end(), payload.begin(), payload.end());
    }
    return file;
}

inline CaptureReader::Input inputOf(const File& file)
{
    return [&file, at = std::size_t{0}](std::span<std::byte> into) mutable -> Result<std::size_t> {
        const std::size_t count = std::min(into.size(), file.size() - at);
        std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
        at += count;
        return count;
    };
}

/// The first bit of KIND says which.
inline File fileOf(std::uint8_t kind, Bytes& input)
{
    if (kind & 1)
        return wellFormed(input);
    const auto rest = std::as_bytes(input.some(~std::size_t{0}));
    return File(rest.begin(), rest.end());
}

}  // namespace dsproxy::fuzz
