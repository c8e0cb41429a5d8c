// SPDX-License-Identifier: GPL-2.0-or-later
/// Between the contents of records and their bytes.
#pragma once

#include "engine/capture_file/record.h"

#include <optional>
#include <vector>

namespace dsproxy::capture_file {

using Payload = std::span<const std::byte>;

void encode(std::vector<std::byte>& out, const Start& start);
void encode(std::vector<std::byte>& out, const Event& event);
void encode(std::vector<std::byte>& out, const Pcm& pcm);
void encode(std::vector<std::byte>& out, const End& end);

/// Nothing: the payload is too short, or what it says cannot be.
std::optional<Start> decodeStart(Payload payload);
std::optional<Event> decodeEvent(Payload payload);
std::optional<Pcm> decodePcm(Payload payload);
std::optional<End> decodeEnd(Payload payload);

/// Of a record: everything before its payload.
struct RecordHeader {
    RecordType type;
    std::uint32_t bytes;
    std::uint32_t checksum;  ///< of the payload
};
void encode(std::vector<std::byte>& out, const RecordHeader& header);
/// Nothing: no record begins here.
std::optional<RecordHeader> decodeHeader(std::span<const std::byte, recordHeaderBytes> bytes);

}  // namespace dsproxy::capture_file
