// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy run` was asked to do.
#pragma once

#include "cli/subcommand.h"
#include "engine/sinks/sink_spec.h"
#include "engine/sinks/tags.h"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

enum class LogFormat { English, Strace, Json };
enum class Pace { RealTime, Free };

struct RunOptions {
    std::vector<SinkSpec> sinks;        ///< --record and --to, in order; may be none
    std::optional<std::string> input;   ///< --input; none: the program records silence
    std::optional<std::string> log;     ///< --log; "-": stderr; none: stderr unless quiet
    LogFormat format = LogFormat::English;
    Pace pace = Pace::RealTime;
    Tags tags;
    bool thorough = false;              ///< --thorough: every path call is looked at
    bool quiet = false;                 ///< no log but that of --log, no running time
    bool help = false;                  ///< --help: nothing else counts, program may be empty
    std::vector<std::string> program;   ///< PROGRAM and its arguments

    bool logs() const { return log || !quiet; }
    bool logsToTerminal() const { return log ? *log == "-" : !quiet; }
};

/// The arguments that follow `dsproxy run`.
std::expected<RunOptions, UsageError> parseRunOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
