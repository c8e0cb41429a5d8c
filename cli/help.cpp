// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/help.h"

#ifndef DSPROXY_VERSION
#define DSPROXY_VERSION "(development)"
#endif

namespace dsproxy::cli {

namespace {

constexpr std::string_view general = R"(dsproxy - a virtual /dev/dsp for programs that speak OSS

  dsproxy run [OPTIONS] [--] PROGRAM [ARGS]   run PROGRAM with a virtual /dev/dsp
  dsproxy check [DEVICE] [OPTIONS]            test how well a device keeps to the OSS API
  dsproxy help [run|check]                    say more
  dsproxy --version                           say which version this is

Record what a program plays:

  dsproxy run --record demo.wav -- mpg123 demo.mp3
)";

constexpr std::string_view run = R"(dsproxy run [OPTIONS] [--] PROGRAM [ARGS]

Runs PROGRAM with a virtual /dev/dsp, logs what it asks of it, and records what it plays.

  --record FILE      record into FILE; its ending says which kind of file (may be repeated)
  --to SINK          send the sound to SINK (may be repeated)
  --input FILE       what PROGRAM hears when it records; silence without it
  --tag KEY=VALUE    a tag of the recordings: title, artist, album, year, track, genre, comment
  --pace realtime    the device plays at the speed of its rate (this is the default)
  --pace free        the device plays as fast as the recording can take it
  --log FILE         write the log to FILE instead of stderr; "-" is stderr
  --format english   how the log looks: english (the default), strace or json
  -q, --quiet        no log on stderr and no running time
  -h, --help         this text

Options end at PROGRAM; what follows it belongs to it. The exit code is that of PROGRAM.
)";

constexpr std::string_view check = R"(dsproxy check [DEVICE] [OPTIONS]

Tests how well DEVICE, /dev/dsp without one, keeps to the OSS API.
"dsproxy check --help" lists its options.
)";

}  // namespace

std::string_view helpText(std::string_view topic)
{
    if (topic.empty())
        return general;
    if (topic == "run")
        return run;
    return topic == "check" ? check : std::string_view();
}

std::string_view shortHelp()
{
    return "nothing to do; write one of\n"
           "  dsproxy run [OPTIONS] [--] PROGRAM [ARGS]\n"
           "  dsproxy check [DEVICE] [OPTIONS]\n"
           "  dsproxy help [run|check]";
}

std::string_view versionText()
{
    return "dsproxy " DSPROXY_VERSION "\n";
}

}  // namespace dsproxy::cli
