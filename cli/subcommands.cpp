// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/subcommands.h"

#include "cli/check/check.h"
#include "cli/check/help.h"
#include "cli/export/export.h"
#include "cli/export/help.h"
#include "cli/replay/help.h"
#include "cli/replay/replay.h"
#include "cli/rules/help.h"
#include "cli/rules/rules.h"
#include "cli/run/help.h"
#include "cli/run/run.h"
#include "cli/service/follow.h"
#include "cli/service/help.h"
#include "cli/service/list.h"
#include "cli/service/mixer.h"
#include "cli/service/record.h"
#include "cli/service/route.h"
#include "cli/service/why.h"
#include "cli/show/help.h"
#include "cli/show/show.h"
#include "cli/tag/help.h"
#include "cli/tag/tag.h"
#include "cli/timing/help.h"
#include "cli/timing/timing.h"

namespace dsproxy::cli {

std::span<const Subcommand> subcommands()
{
    static constexpr Subcommand table[] = {
        {"run", "run [OPTIONS] [--] PROGRAM [ARGS]", "run PROGRAM with a virtual /dev/dsp", runHelp,
         runMain},
        {"list", "list [OPTIONS]", "list the streams that play", listHelp, listMain},
        {"status", "status", "say what the service does", statusHelp, statusMain},
        {"sinks", "sinks [OPTIONS]", "list where sound can go", sinksHelp, sinksMain},
        {"route", "route STREAM SINK...", "send a stream that plays somewhere else", routeHelp,
         routeMain},
        {"volume", "volume STREAM VOLUME", "set how loud a stream is", volumeHelp, volumeMain},
        {"mixer", "mixer [DEVICE CHANNEL VOLUME]", "show and set the mixers of programs", mixerHelp,
         mixerMain},
        {"why", "why STREAM", "say which rule holds for a stream", whyHelp, whyMain},
        {"record", "record [OPTIONS] [STREAM...]", "record streams that play", recordHelp,
         recordMain},
        {"log", "log [-f]", "print what programs ask of their devices", followHelp, logMain},
        {"show", "show [--json] FILE", "say what is in a capture file", showHelp, showMain},
        {"replay", "replay [OPTIONS] FILE", "play a capture file again", replayHelp, replayMain},
        {"export", "export FILE... --format KIND [OPTIONS]",
         "make files of another kind of recordings", exportHelp, exportMain},
        {"tag", "tag FILE... [OPTIONS]", "show or change the tags of recordings", tagHelp, tagMain},
        {"rules", "rules [FILE] [COMMAND]", "show and change the rules for programs", rulesHelp,
         rulesMain},
        {"timing", "timing [OPTIONS] FILE | -- PROGRAM", "measure how evenly a program plays",
         timingHelp, timingMain},
        {"check", "check [DEVICE] [OPTIONS]", "test how well a device keeps to the OSS API",
         checkHelp, check::checkMain},
    };
    return table;
}

}  // namespace dsproxy::cli
