// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy run` was asked to do, and what other commands with recordings share with it.
#pragma once

#include "cli/subcommand.h"
#include "engine/pump/tap.h"
#include "engine/recording/output.h"
#include "engine/sinks/sink_spec.h"
#include "engine/sinks/tags.h"
#include "oss/abi.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

enum class LogFormat { English, Strace, Json };
enum class Pace { RealTime, Free };

/// Where sound and log go.
struct OutputOptions {
    std::vector<SinkSpec> sinks;       ///< --record and --to, in order; may be none
    std::vector<std::string> live;     ///< of --to: cards, the desktop, "default"
    FormatChange on_format_change = FormatChange::Split;
    std::optional<std::string> log;    ///< --log; "-": stderr; none: stderr unless quiet
    LogFormat format = LogFormat::English;
    std::optional<Pace> pace;
    Tags tags;
    bool quiet = false;                ///< no log but that of --log, no running time
    bool help = false;                 ///< --help: nothing else counts

    bool logs() const { return log || !quiet; }
    bool logsToTerminal() const { return log ? *log == "-" : !quiet; }
};

struct RunOptions : OutputOptions {
    std::optional<std::string> input;    ///< --input; none: the program records silence
    std::optional<std::string> rules;    ///< --rules; none: the user's own, if he has some
    std::optional<std::string> capture;  ///< --capture: the capture file
    std::uint32_t oss_version = OSS_VERSION_4;  ///< what OSS_GETVERSION answers
    bool thorough = false;               ///< --thorough: every path call is looked at
    bool no_service = false;             ///< --no-service: dsproxyd gets no streams
    std::function<std::unique_ptr<Tap>()> tap;  ///< instead of capture; not an option
    std::vector<std::string> program;    ///< PROGRAM and its arguments; may be none with help
};

/// The arguments that follow `dsproxy run`.
std::expected<RunOptions, UsageError> parseRunOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
