// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/replay/options.h"

#include "cli/capture/stream_option.h"
#include "cli/log/utf8.h"
#include "cli/run/option_values.h"
#include "engine/sinks/sink_kind.h"

#include <algorithm>

namespace dsproxy::cli {

bool ReplayOptions::freeRunning() const
{
    const auto plays = [](const SinkSpec& sink) { return sink.kind->place == SinkPlace::Device; };
    return pace ? *pace == Pace::Free : std::ranges::none_of(sinks, plays);
}

std::expected<ReplayOptions, UsageError> parseReplayOptions(std::span<char* const> args)
{
    ReplayOptions options;
    std::vector<Option> rows = outputOptions(options);
    rows.push_back(streamOption(options.stream));
    const auto rest = parseOptions("replay", rows, Operands::AmongOptions, args);
    if (!rest)
        return std::unexpected(rest.error());
    if (options.help)
        return options;
    if (rest->size() != 1 || rest->front().empty())
        return wrong("one capture file is wanted; write dsproxy replay [OPTIONS] FILE");
    options.file = rest->front();
    return options;
}

}  // namespace dsproxy::cli
