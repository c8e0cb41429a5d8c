// SPDX-License-Identifier: GPL-2.0-or-later
/// The argument of an ioctl as JSON: its bytes, and what they mean as far as the table knows.
#pragma once

#include "cli/log/json.h"
#include "oss/ioctl.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace dsproxy::cli {

/// Writes `"KEY":{"hex":"44ac0000","value":44100}`, or nothing for an argument of no bytes. HELD
/// are the bytes that we have of BYTES; when they are too few there is no value, and "bytes" says
/// how many there were. ROW may be null.
void writeArgument(JsonWriter& json, std::string_view key, const struct oss_ioctl* row,
                   std::span<const std::uint8_t> held, std::size_t bytes);

}  // namespace dsproxy::cli
