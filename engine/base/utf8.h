// SPDX-License-Identifier: GPL-2.0-or-later
/// UTF-8, of which others give us what they call so.
#pragma once

#include <cstddef>
#include <string_view>

namespace dsproxy {

/// Bytes of the UTF-8 character at the start of TEXT; 0 when there is no whole, valid one.
std::size_t utf8Length(std::string_view text);

bool isUtf8(std::string_view text);

/// C0, DEL and C1: what terminals obey. CHARACTER is one whole, valid character.
bool isControl(std::string_view character);

}  // namespace dsproxy
