// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view replayHelp = R"(dsproxy replay [OPTIONS] FILE

Plays a capture file of dsproxy run --capture again, as if its program played now: the same sound,
the same calls in the log. "-" is standard input.

  --record FILE      record into FILE; its ending says which kind of file (may be repeated)
  --to SINK          send the sound to SINK (may be repeated)
  --stream N         this stream alone; dsproxy show lists them
  --tag KEY=VALUE    a tag of the recordings: title, artist, album, year, track, genre, comment
  --pace realtime    everything at its time; the default where a sink is a device
  --pace free        as fast as the recordings can take it; the default otherwise
  --log FILE         write the log to FILE instead of stderr; "-" is stderr
  --format english   how the log looks: english (the default), strace or json
  -q, --quiet        no log on stderr and no running time
  -h, --help         this text

The exit code is 1 when FILE is damaged or cannot be read; what can be read of it is played.
)";

}  // namespace dsproxy::cli
