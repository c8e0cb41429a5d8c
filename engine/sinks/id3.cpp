// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/id3.h"

#include <bit>
#include <cstdint>

namespace dsproxy {
namespace {

struct Frame {
    const char* tag;
    const char* id;
};

constexpr Frame frames[] = {
    {"title", "TIT2"}, {"artist", "TPE1"}, {"album", "TALB"},
    {"year", "TYER"},  {"track", "TRCK"},  {"genre", "TCON"},
};

constexpr char32_t replacement = 0xfffd;

/// Takes one code point off the front of TEXT.
char32_t takeCodePoint(std::string_view& text)
{
    constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    const auto first = static_cast<std::uint8_t>(text.front());
    text.remove_prefix(1);
    if (first < 0x80)
        return first;
    const int ones = std::countl_one(first);
    if (ones < 2 || ones > 4)
        return replacement;
    const int more = ones - 1;
    char32_t point = first & (0x3f >> more);
    for (int i = 0; i < more; ++i) {
        if (text.empty() || (text.front() & 0xc0) != 0x80)
            return replacement;
        point = point << 6 | (text.front() & 0x3f);
        text.remove_prefix(1);
    }
    const bool surrogate = point >= 0xd800 && point < 0xe000;
    return point < smallest[more] || point > 0x10ffff || surrogate ? replacement : point;
}

const unsigned short* lameText(const std::u16string& text)
{
    return reinterpret_cast<const unsigned short*>(text.c_str());
}

}  // namespace

std::u16string utf16(std::string_view utf8)
{
    std::u16string text(1, u'\ufeff');
    while (!utf8.empty()) {
        const char32_t point = takeCodePoint(utf8);
        if (point < 0x10000) {
            text += static_cast<char16_t>(point);
        } else {
            text += static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10));
            text += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
        }
    }
    return text;
}

void setId3(lame_t encoder, const Tags& tags)
{
    id3tag_v2_only(encoder);
    for (const auto& [tag, id] : frames)
        if (const auto found = tags.find(tag); found != tags.end())
            id3tag_set_textinfo_utf16(encoder, id, lameText(utf16(found->second)));
    if (const auto found = tags.find("comment"); found != tags.end())
        id3tag_set_comment_utf16(encoder, "XXX", lameText(utf16("")),
                                 lameText(utf16(found->second)));
}

}  // namespace dsproxy
