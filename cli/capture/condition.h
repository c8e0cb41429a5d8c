// SPDX-License-Identifier: GPL-2.0-or-later
/// How a capture file was found, for people.
#pragma once

#include <cstdint>
#include <string>

namespace dsproxy::cli {

/// "x.dsp is damaged: 12 bytes of it could not be used".
std::string damageText(const std::string& file, std::uint64_t damaged_bytes);

/// "x.dsp has no end: its writer was killed or its disk was full".
std::string cutOffText(const std::string& file);

}  // namespace dsproxy::cli
