// SPDX-License-Identifier: GPL-2.0-or-later
/// What programs and players say about themselves, made fit for tags and file names.
#pragma once

#include <string>
#include <string_view>

namespace dsproxy {

/// One line of valid UTF-8: control characters and spaces in a row are one space, none at the ends;
/// bytes that are no UTF-8 are U+FFFD.
std::string plainText(std::string_view text);

/// The longest beginning of TEXT, which is valid UTF-8, that has at most BYTES.
std::string_view beginning(std::string_view text, std::size_t bytes);

}  // namespace dsproxy
