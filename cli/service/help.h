// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view listHelp = R"(dsproxy list [OPTIONS]

Lists the streams that play now: their programs, formats, times, volumes, and where they go.

  --json             a JSON array instead of a table
  -q, --quiet        only their numbers, one a line
  -h, --help         this text
)";

inline constexpr std::string_view sinksHelp = R"(dsproxy sinks [OPTIONS]

Lists where sound can go, and what can record: cards, the desktop's sound server.

  --json             a JSON array instead of a table
  -q, --quiet        only the names, one a line
  -h, --help         this text
)";

inline constexpr std::string_view statusHelp = R"(dsproxy status [OPTIONS]

Says what the service dsproxyd does: streams, sinks with their delay, recordings. It is not started.

  -q, --quiet        say nothing
  -h, --help         this text

The exit code is 1 when the service does not run.
)";

inline constexpr std::string_view routeHelp = R"(dsproxy route STREAM SINK...

Sends a stream that plays to other sinks, all of them at once; the program does not notice. STREAM
is a number of dsproxy list. SINK is one of:

  default            what is set as output in the service's settings
  desktop            the desktop's sound server
  card:NAME          a card by its ALSA name: card:hw:0, card:plughw:1, card:default
  null               nowhere, in real time
  KIND:FILE          a file: wav:/tmp/a.wav, flac:b.flac, mp3:c.mp3...
  none               no sink at all

Of a stream that records, says what it hears instead: one of

  default            what is set as input in the service's settings
  silence
  desktop, card:NAME a microphone, or another input
  stream:NUMBER      what another stream plays
  file:PATH          a sound file, then silence
  loop:PATH          a sound file, again and again

A stream that plays and records takes the same after "from:", as in from:card:hw:0, beside its sinks
or alone.

  -h, --help         this text
)";

inline constexpr std::string_view volumeHelp = R"(dsproxy volume STREAM VOLUME

Sets how loud a stream is in its live sinks; recordings keep it as it is. STREAM is a number of
dsproxy list, VOLUME is a percentage, LEFT:RIGHT, mute or unmute. Of a stream that records, it is
how loud the program hears its input: up to 400.

  -h, --help         this text
)";

inline constexpr std::string_view whyHelp = R"(dsproxy why STREAM

Says which of your rules (dsproxy help rules) holds for a stream that plays, what it does, and why no
other holds. STREAM is a number of dsproxy list.

  -h, --help         this text
)";

inline constexpr std::string_view mixerHelp = R"(dsproxy mixer
dsproxy mixer DEVICE CHANNEL VOLUME
dsproxy mixer table [LINE]

Lists the mixers of the programs that run, or sets one: DEVICE is the number above a column, VOLUME
is 0 to 100 or LEFT:RIGHT. With table: lists which control of a card each channel moves, when
mixer_card is set, or changes that by a line like VOLUME "Master" 0.

  -h, --help         this text
)";

inline constexpr std::string_view recordHelp = R"(dsproxy record [OPTIONS] [STREAM...]
dsproxy record pause|resume|split|stop RECORDING
dsproxy record [OPTIONS] last
dsproxy record list [--json]

Records streams that play, or without any named all that play now and later. Prints the number of
the recording. Files are never overwritten, and only you can read them. With last: saves what was
heard before now, when pre_roll_ms is set (see dsproxy(1), FILES).

  -f, --format KIND  flac (the default), wav, mp3, opus, vorbis, aiff, caf
  --name TEMPLATE    of the files: %p program, %d date, %t time, %s song, %N segment (see dsproxy(1))
  --folder FOLDER    where they go; "dsproxy" in your music folder without it
  --tag KEY=VALUE    title, artist, album, year, track, genre, comment (may be repeated)
  --on-format-change split|convert     as for dsproxy run
  --split-every TIME     a new file after 30s, 10min, 1h
  --split-size SIZE      a new file before 650M, 4.7G
  --split-silence TIME   a new file after so much silence
  --limit-time TIME      stop after it
  --limit-size SIZE      stop before it
  --on-sound         wait for the first sound
  --json             with list: a JSON array
  -h, --help         this text
)";

inline constexpr std::string_view followHelp = R"(dsproxy log [OPTIONS]

Prints what programs have asked of their devices, as far as the service remembers.

  -f, --follow       go on with what comes, until Ctrl-C
  --format english   how it looks: english (the default), strace or json
  -h, --help         this text
)";

}  // namespace dsproxy::cli
