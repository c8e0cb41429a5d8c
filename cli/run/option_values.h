// SPDX-License-Identifier: GPL-2.0-or-later
/// What each option does to the options of a command, after it has checked its value.
#pragma once

#include "cli/option_parser.h"
#include "cli/run/options.h"

#include <string_view>
#include <vector>

namespace dsproxy::cli {

Checked addRecording(OutputOptions& options, std::string_view file);
Checked addSink(OutputOptions& options, std::string_view text);
Checked setOnFormatChange(OutputOptions& options, std::string_view value);
Checked setLog(OutputOptions& options, std::string_view file);
Checked setFormat(OutputOptions& options, std::string_view value);
Checked setPace(OutputOptions& options, std::string_view value);
Checked addTag(OutputOptions& options, std::string_view tag);

Checked setInput(RunOptions& options, std::string_view file);
Checked setRules(RunOptions& options, std::string_view file);
Checked setOssVersion(RunOptions& options, std::string_view value);
Checked setCapture(RunOptions& options, std::string_view file);

/// The rows that each command with recordings has.
std::vector<Option> outputOptions(OutputOptions& options);

}  // namespace dsproxy::cli
