// SPDX-License-Identifier: GPL-2.0-or-later
/// All that a file says about its recording, whatever its container calls it; and how to change it.
#pragma once

#include "engine/sinks/tags.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

/// The keys of Tags, in the order in which people read them.
inline constexpr std::array<std::string_view, 7> tagKeys = {"title", "artist", "album",  "year",
                                                            "track", "genre",  "comment"};

struct Picture {
    std::string mimeType;  ///< "image/jpeg"
    std::string type;  ///< what it shows, as ID3 names it: "Front Cover"
    std::string description;  ///< UTF-8, mostly empty
    std::vector<std::byte> data;

    bool operator==(const Picture&) const = default;
};

struct RecordingTags {
    /// By key: those of Tags, and every other that the file has, in lower case. Never no values.
    std::map<std::string, std::vector<std::string>> texts;
    std::vector<Picture> pictures;

    bool operator==(const RecordingTags&) const = default;
};

struct TagEdit {
    Tags texts;  ///< each replaces what was there; an empty one removes it
    std::optional<Picture> cover;  ///< replaces the front cover, and what may be meant as one
    bool removePictures = false;  ///< before the cover is put in

    bool empty() const { return texts.empty() && !cover && !removePictures; }
};

void apply(const TagEdit& edit, RecordingTags& tags);

/// What a sink can be told: of each key that it knows the first value.
Tags sinkTags(const RecordingTags& tags);

/// Whether FOUND has all of WANTED; it may have more.
bool holds(const RecordingTags& found, const RecordingTags& wanted);

}  // namespace dsproxy
