// SPDX-License-Identifier: GPL-2.0-or-later
/// Bytes of others (process names, file names) on their way to a terminal or into JSON.
#pragma once

#include "engine/base/utf8.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dsproxy::cli {

/// TEXT with everything that could steer a terminal, and every byte that is not UTF-8, as "\x1b".
std::string printable(std::string_view text);

/// The text in bytes that need not end with a NUL.
inline std::string_view fieldText(std::span<const std::uint8_t> bytes)
{
    const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return all.substr(0, all.find('\0'));
}

/// The same of a fixed field.
template <std::size_t size> std::string_view fieldText(const char (&field)[size])
{
    const std::string_view all(field, size);
    return all.substr(0, all.find('\0'));
}

}  // namespace dsproxy::cli
