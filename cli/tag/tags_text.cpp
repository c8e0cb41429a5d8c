// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag/tags_text.h"

#include "cli/log/json.h"
#include "cli/log/utf8.h"

#include <algorithm>
#include <format>

namespace dsproxy::cli {

namespace {

using Text = decltype(RecordingTags::texts)::value_type;

/// Those that people look for first, then the others by name.
std::vector<const Text*> inOrder(const RecordingTags& tags)
{
    std::vector<const Text*> texts;
    for (const Text& text : tags.texts)
        texts.push_back(&text);
    std::ranges::stable_sort(texts, {}, [](const Text* text) {
        return std::ranges::find(tagKeys, text->first) - tagKeys.begin();
    });
    return texts;
}

std::string pictureText(const Picture& picture)
{
    return std::format("{}, {}, {} bytes",
                       picture.type.empty() ? "unknown" : printable(picture.type),
                       printable(picture.mimeType), picture.data.size());
}

}  // namespace

std::string tagsText(const std::string& file, const RecordingTags& tags)
{
    std::string lines = printable(file) + "\n";
    const auto line = [&](std::string_view key, std::string_view value) {
        lines += std::format("  {:<8} {}\n", key, value);
    };
    for (const Text* text : inOrder(tags))
        for (const std::string& value : text->second)
            line(printable(text->first), printable(value));
    for (const Picture& picture : tags.pictures)
        line("picture", pictureText(picture));
    return lines;
}

std::string tagsJson(const std::string& file, const RecordingTags& tags)
{
    JsonWriter json;
    json.beginObject().key("file").string(file).key("tags").beginObject();
    for (const Text* text : inOrder(tags)) {
        json.key(text->first).beginArray();
        for (const std::string& value : text->second)
            json.string(value);
        json.endArray();
    }
    json.endObject().key("pictures").beginArray();
    for (const Picture& picture : tags.pictures)
        json.beginObject()
            .key("type")
            .string(picture.type)
            .key("mime")
            .string(picture.mimeType)
            .key("description")
            .string(picture.description)
            .key("bytes")
            .number(picture.data.size())
            .endObject();
    return json.endArray().endObject().text() + "\n";
}

}  // namespace dsproxy::cli
