// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/options.h"

#include "cli/run/option_values.h"

namespace dsproxy::cli {

std::expected<RunOptions, UsageError> parseRunOptions(std::span<char* const> args)
{
    RunOptions options;
    std::vector<Option> rows = outputOptions(options);
    rows.push_back(option("input", 0, "FILE", options, setInput));
    rows.push_back(option("rules", 0, "FILE", options, setRules));
    rows.push_back(option("capture", 0, "FILE", options, setCapture));
    rows.push_back(option("oss-version", 0, "3|4", options, setOssVersion));
    rows.push_back(flag("thorough", 0, options.thorough));
    rows.push_back(flag("no-service", 0, options.no_service));
    const auto rest = parseOptions("run", rows, Operands::EndOptions, args);
    if (!rest)
        return std::unexpected(rest.error());
    options.program = *rest;
    if (!options.help && (options.program.empty() || options.program.front().empty()))
        return wrong("no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]");
    return options;
}

}  // namespace dsproxy::cli
