// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view tagHelp = R"(dsproxy tag FILE... [OPTIONS]

Shows the tags of recordings, or changes them, in a copy that then replaces the file.

  --tag KEY=VALUE    title, artist, album, year, track, genre or comment; empty removes it
  --cover IMAGE      the picture of the front cover: JPEG, PNG, GIF or WebP
  --remove-cover     take all pictures out
  --json             show the tags, one JSON object for each file
  -h, --help         this text

Exits with 1 when a file could not be read or changed.
)";

}  // namespace dsproxy::cli
