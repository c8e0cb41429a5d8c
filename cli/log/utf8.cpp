// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/utf8.h"

#include <format>

namespace dsproxy::cli {

std::string printable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length != 0 && !isControl(text.substr(0, length))) {
            out += text.substr(0, length);
            text.remove_prefix(length);
        } else {
            out += std::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
            text.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace dsproxy::cli
