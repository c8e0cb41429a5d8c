// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy timing` was asked to do.
#pragma once

#include "cli/subcommand.h"
#include "cli/timing/report.h"

#include <expected>
#include <span>

namespace dsproxy::cli {

struct TimingOptions {
    TimingChoice choice;
    std::string file;                  ///< "-": standard input; empty: a program is to run
    std::vector<std::string> program;  ///< what follows "--"
    bool help = false;
};

/// The arguments that follow `dsproxy timing`.
std::expected<TimingOptions, UsageError> parseTimingOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
