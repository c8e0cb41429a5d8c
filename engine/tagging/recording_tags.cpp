// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/recording_tags.h"

#include <algorithm>

namespace dsproxy {

void apply(const TagEdit& edit, RecordingTags& tags)
{
    for (const auto& [key, value] : edit.texts) {
        if (value.empty())
            tags.texts.erase(key);
        else
            tags.texts[key] = {value};
    }
    if (edit.removePictures)
        tags.pictures.clear();
    if (!edit.cover)
        return;
    // Programs that do not ask what a picture shows write "Other".
    std::erase_if(tags.pictures, [&](const Picture& picture) {
        return picture.type == edit.cover->type || picture.type == "Other";
    });
    tags.pictures.insert(tags.pictures.begin(), *edit.cover);
}

Tags sinkTags(const RecordingTags& tags)
{
    Tags known;
    for (const std::string_view key : tagKeys)
        if (const auto found = tags.texts.find(std::string(key)); found != tags.texts.end())
            known.emplace(key, found->second.front());
    return known;
}

bool holds(const RecordingTags& found, const RecordingTags& wanted)
{
    return found.pictures == wanted.pictures &&
           std::ranges::all_of(wanted.texts, [&](const auto& text) {
               const auto same = found.texts.find(text.first);
               return same != found.texts.end() && same->second == text.second;
           });
}

}  // namespace dsproxy
