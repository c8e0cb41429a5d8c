// SPDX-License-Identifier: GPL-2.0-or-later
/// Tags as ID3v2.3, which every player reads; text is UTF-16, so that every script fits.
#pragma once

#include "engine/sinks/tags.h"

#include <lame/lame.h>

#include <string>
#include <string_view>

namespace dsproxy {

/// With a byte order mark in front; what is not UTF-8 becomes U+FFFD.
std::u16string utf16(std::string_view utf8);

/// Hands TAGS to the encoder, which builds the tag. Nothing is added that is not in TAGS.
void setId3(lame_t encoder, const Tags& tags);

}  // namespace dsproxy
