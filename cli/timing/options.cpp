// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/options.h"

#include "cli/capture/stream_option.h"
#include "cli/option_parser.h"

namespace dsproxy::cli {

namespace {

Checked setFollow(TimingOptions& options, std::string_view)
{
    options.choice.follow = true;
    return {};
}

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

Checked setHelp(TimingOptions& options, std::string_view)
{
    options.help = true;
    return {};
}

}  // namespace

std::expected<TimingOptions, UsageError> parseTimingOptions(std::span<char* const> args)
{
    TimingOptions options;
    const Option rows[] = {
        option("follow", 'f', "", options, setFollow),
        option("writes", 0, "", options, setWrites),
        option("consumptions", 0, "", options, setConsumptions),
        streamOption(options.choice.stream),
        option("help", 'h', "", options, setHelp),
    };
    const auto rest = parseOptions("timing", rows, args);
    if (!rest)
        return std::unexpected(rest.error());
    if (options.help)
        return options;
    const std::size_t before = args.size() - rest->size();
    const bool dashes = before > 0 && args[before - 1] == std::string_view("--");
    if (rest->empty() || rest->front()[0] == '\0' || (!dashes && rest->size() > 1))
        return wrong("write dsproxy timing [OPTIONS] FILE, or [OPTIONS] -- PROGRAM [ARGS]");
    if (dashes)
        options.program.assign(rest->begin(), rest->end());
    else
        options.file = rest->front();
    return options;
}

}  // namespace dsproxy::cli
