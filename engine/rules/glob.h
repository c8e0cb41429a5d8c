// SPDX-License-Identifier: GPL-2.0-or-later
/// Patterns of names, as the shell has them.
#pragma once

#include <string_view>

namespace dsproxy {

/// It has a character that stands for others: * ? or [.
bool isPattern(std::string_view text);

/// `*` is any bytes, slashes too, `?` one byte, `[a-z]` one of these, `[!a-z]` one of the others.
/// As fnmatch(3), but in bytes, without escapes, and in a time that no pattern can make long.
bool matchesPattern(std::string_view pattern, std::string_view text);

}  // namespace dsproxy
