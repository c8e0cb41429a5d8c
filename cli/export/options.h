// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy export` was asked to do.
#pragma once

#include "cli/subcommand.h"
#include "engine/sinks/sink_spec.h"
#include "engine/sinks/tags.h"

#include <expected>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

struct ExportOptions {
    std::vector<std::string> inputs;
    const SinkKind* kind = nullptr;  ///< never null in options that were parsed
    SinkOptions settings;            ///< of the kind
    std::string output;              ///< -o; empty: beside each input
    Tags tags;                       ///< an empty value removes
    std::size_t jobs = 0;            ///< at once; 0: as many as there are processors
    bool force = false;
    bool quiet = false;
    bool help = false;  ///< nothing else counts
};

/// The arguments that follow `dsproxy export`.
std::expected<ExportOptions, UsageError> parseExportOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
