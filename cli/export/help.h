// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view exportHelp = R"(dsproxy export FILE... --format KIND [OPTIONS]

Makes files of another kind of sound files. Samples that the kind can hold stay exactly as they
are. Tags and cover pictures go with them. A file appears when it is whole, or not at all.

  --format KIND      what to make: wav, mp3...; settings may follow: mp3,vbr=0
  --quality N        the setting "quality" of the kind
  --bitrate N        the setting "bitrate" of the kind
  --tag KEY=VALUE    title, artist, album, year, track, genre or comment; empty removes it
  -o, --output PLACE a folder, or the file when there is one FILE; else beside each FILE
  -j, --jobs N       how many files at once; as many as there are processors without it
  -f, --force        replace files that are there already
  -q, --quiet        say only what went wrong
  -h, --help         this text

Without --format, the ending of PLACE says the kind. The exit code is 1 when a file failed.
)";

}  // namespace dsproxy::cli
