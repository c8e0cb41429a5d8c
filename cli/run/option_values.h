// SPDX-License-Identifier: GPL-2.0-or-later
/// What each option does to RunOptions, after it has checked its value.
#pragma once

#include "cli/run/options.h"

#include <format>
#include <string_view>

namespace dsproxy::cli {

using Checked = std::expected<void, UsageError>;

Checked addRecording(RunOptions& options, std::string_view file);
Checked addSink(RunOptions& options, std::string_view text);
Checked setInput(RunOptions& options, std::string_view file);
Checked setLog(RunOptions& options, std::string_view file);
Checked setFormat(RunOptions& options, std::string_view value);
Checked setPace(RunOptions& options, std::string_view value);
Checked addTag(RunOptions& options, std::string_view tag);
Checked setThorough(RunOptions& options, std::string_view);
Checked setQuiet(RunOptions& options, std::string_view);
Checked setHelp(RunOptions& options, std::string_view);

template <class... Parts>
std::unexpected<UsageError> wrong(std::format_string<Parts...> text, Parts&&... parts)
{
    return std::unexpected(UsageError{std::format(text, std::forward<Parts>(parts)...)});
}

}  // namespace dsproxy::cli
