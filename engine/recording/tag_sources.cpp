// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/tag_sources.h"

#include "engine/recording/plain_text.h"

namespace dsproxy {

Tags recordingTags(const TagSources& sources)
{
    const NowPlaying player = sources.player.value_or(NowPlaying());
    Tags tags = sources.said;
    // emplace() leaves what is there already.
    const auto add = [&](const std::string& key, const std::string& value) {
        if (std::string text = plainText(value); !text.empty())
            tags.emplace(key, std::move(text));
    };
    add("title", player.title);
    add("title", sources.song);
    add("title", sources.label);
    add("title", sources.program);
    add("artist", player.artist);
    add("album", player.album);
    add("track", player.track);
    add("year", player.date.substr(0, 4));
    std::erase_if(tags, [](const auto& tag) { return tag.second.empty(); });
    return tags;
}

}  // namespace dsproxy
