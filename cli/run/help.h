// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view runHelp = R"(dsproxy run [OPTIONS] [--] PROGRAM [ARGS]

Runs PROGRAM with a virtual /dev/dsp, logs what it asks of it, and records what it plays.

  --record FILE      record into FILE; its ending says which kind of file (may be repeated)
  --to SINK          send the sound to SINK (may be repeated)
  --capture FILE     keep all calls and all sound in FILE, for dsproxy show and dsproxy replay
  --on-format-change split    another format gets a file of its own (this is the default)
  --on-format-change convert  it is converted into that of the file, and goes on there
  --input FILE       what PROGRAM hears when it records; silence without it
  --tag KEY=VALUE    a tag of the recordings: title, artist, album, year, track, genre, comment
  --rules FILE       rules for programs, see dsproxy help rules; without it, the user's own
  --pace realtime    the device plays at the speed of its rate (this is the default)
  --pace free        the device plays as fast as the recording can take it
  --oss-version 3    say that OSS is version 3.8.2, for programs that mind; 4 is the default
  --log FILE         write the log to FILE instead of stderr; "-" is stderr
  --format english   how the log looks: english (the default), strace or json
  --thorough         find the device by every system call, at some cost (see dsproxy(1))
  --no-service       keep the streams from the service dsproxyd, which else plays them
  -q, --quiet        no log on stderr and no running time
  -h, --help         this text

Options end at PROGRAM; what follows it belongs to it. The exit code is that of PROGRAM.
)";

}  // namespace dsproxy::cli
