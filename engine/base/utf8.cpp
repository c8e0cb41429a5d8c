// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/base/utf8.h"

namespace dsproxy {
namespace {

unsigned byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

std::size_t announcedLength(unsigned lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/// Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
bool secondByteFits(unsigned lead, unsigned second)
{
    const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high;
}

}  // namespace

std::size_t utf8Length(std::string_view text)
{
    if (text.empty())
        return 0;
    const unsigned lead = byteAt(text, 0);
    const std::size_t length = announcedLength(lead);
    if (length == 0 || text.size() < length)
        return 0;
    if (length > 1 && !secondByteFits(lead, byteAt(text, 1)))
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byteAt(text, i) & 0xc0) != 0x80)
            return 0;
    return length;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool isControl(std::string_view character)
{
    const unsigned lead = byteAt(character, 0);
    if (character.size() == 1)
        return lead < 0x20 || lead == 0x7f;
    return lead == 0xc2 && byteAt(character, 1) < 0xa0;
}

}  // namespace dsproxy
