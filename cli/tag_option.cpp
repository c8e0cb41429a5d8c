// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag_option.h"

#include "cli/log/utf8.h"
#include "engine/tagging/recording_tags.h"

#include <algorithm>

namespace dsproxy::cli {

Checked putTag(Tags& tags, std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return wrong("--tag {0} has no value; write --tag {0}=VALUE", printable(text));
    const std::string_view key = text.substr(0, equals);
    const std::string_view value = text.substr(equals + 1);
    if (!std::ranges::contains(tagKeys, key))
        return wrong("--tag {} is unknown; choose title, artist, album, year, track, genre or "
                     "comment",
                     printable(key));
    if (!isUtf8(value))
        return wrong("the value of --tag {} is not UTF-8; convert it with iconv(1)", key);
    tags.insert_or_assign(std::string(key), std::string(value));
    return {};
}

}  // namespace dsproxy::cli
