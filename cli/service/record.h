// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy record`: recordings of the service.
#pragma once

#include "cli/option_parser.h"
#include "engine/bus/dictionary.h"

#include <optional>
#include <span>

namespace dsproxy::cli {

/// What was asked for: to start one, or to do something to one that runs, or to list them.
struct RecordOptions {
    Dictionary order;             ///< as StartRecording wants it
    std::string command;          ///< pause, resume, split, stop, last; empty: start
    std::uint32_t recording = 0;  ///< that the command is for
    bool list = false;
    bool json = false;
    bool help = false;
};

std::expected<RecordOptions, UsageError> parseRecordOptions(std::span<char* const> args);

int recordMain(std::span<char*> args);

}  // namespace dsproxy::cli
