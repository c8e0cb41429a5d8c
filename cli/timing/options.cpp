// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/options.h"

#include "cli/capture/stream_option.h"
#include "cli/option_parser.h"

namespace dsproxy::cli {

namespace {

Checked setWrites(TimingOptions& options, std::string_view)
{
    options.choice.beats.insert(Beat::Write);
    return {};
}

Checked setConsumptions(TimingOptions& options, std::string_view)
{
    options.choice.beats.insert(Beat::Consumption);
    return {};
}

}  // namespace

std::expected<TimingOptions, UsageError> parseTimingOptions(std::span<char* const> args)
{
    TimingOptions options;
    const Option rows[] = {
        flag("follow", 'f', options.choice.follow),
        option("writes", 0, "", options, setWrites),
        option("consumptions", 0, "", options, setConsumptions),
        streamOption(options.choice.stream),
        flag("help", 'h', options.help),
    };
    const auto rest = parseOptions("timing", rows, Operands::EndOptions, args);
    if (!rest)
        return std::unexpected(rest.error());
    if (options.help)
        return options;
    const std::size_t before = args.size() - rest->size();
    const bool dashes = before > 0 && args[before - 1] == std::string_view("--");
    if (rest->empty() || rest->front().empty() || (!dashes && rest->size() > 1))
        return wrong("write dsproxy timing [OPTIONS] FILE, or [OPTIONS] -- PROGRAM [ARGS]");
    if (dashes)
        options.program = *rest;
    else
        options.file = rest->front();
    return options;
}

}  // namespace dsproxy::cli
