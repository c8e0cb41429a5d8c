// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/plain_text.h"

#include "engine/base/utf8.h"

#include <algorithm>

namespace dsproxy {

std::string plainText(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
        text.remove_prefix(character.size());
        if (length == 0)
            plain += "\ufffd";
        else if (!isControl(character) && character != " ")
            plain += character;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    if (plain.ends_with(' '))
        plain.pop_back();
    return plain;
}

std::string_view beginning(std::string_view text, std::size_t bytes)
{
    std::size_t kept = 0;
    for (std::size_t next = utf8Length(text); next != 0 && kept + next <= bytes;
         next = utf8Length(text.substr(kept)))
        kept += next;
    return text.substr(0, kept);
}

}  // namespace dsproxy
