// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/options.h"

#include "cli/log/utf8.h"
#include "cli/option_parser.h"
#include "cli/tag_option.h"
#include "engine/sinks/registry.h"

#include <algorithm>
#include <charconv>

namespace dsproxy::cli {

namespace {

constexpr std::size_t mostJobs = 256;

std::vector<const SinkKind*> fileKinds()
{
    std::vector<const SinkKind*> kinds;
    std::ranges::copy_if(sinkKinds(), std::back_inserter(kinds),
                         [](const SinkKind* kind) { return kind->place == SinkPlace::Files; });
    return kinds;
}

std::string knownKinds()
{
    std::string list;
    for (const SinkKind* kind : fileKinds())
        list += std::format("{}{}", list.empty() ? "" : ", ", kind->name);
    return list;
}

Checked setFormat(ExportOptions& options, std::string_view text)
{
    const auto comma = std::min(text.find(','), text.size());
    const auto kinds = fileKinds();
    const auto found = std::ranges::find(kinds, text.substr(0, comma), &SinkKind::name);
    if (found == kinds.end())
        return wrong("--format {} is unknown; choose one of {}", printable(text), knownKinds());
    options.kind = *found;
    for (std::string_view rest = text.substr(comma); !rest.empty();) {
        rest.remove_prefix(1);
        const std::string_view piece = rest.substr(0, rest.find(','));
        const auto equals = piece.find('=');
        if (equals == piece.npos)
            return wrong("--format {}: write a setting as NAME=VALUE", printable(text));
        options.settings.insert_or_assign(std::string(piece.substr(0, equals)),
                                          std::string(piece.substr(equals + 1)));
        rest.remove_prefix(piece.size());
    }
    return {};
}

Checked setQuality(ExportOptions& options, std::string_view value)
{
    options.settings.insert_or_assign("quality", std::string(value));
    return {};
}

Checked setBitrate(ExportOptions& options, std::string_view value)
{
    options.settings.insert_or_assign("bitrate", std::string(value));
    return {};
}

Checked addTag(ExportOptions& options, std::string_view text)
{
    return putTag(options.tags, text);
}

Checked setOutput(ExportOptions& options, std::string_view place)
{
    if (place == "-")
        return wrong("-o - : a file is made in one piece, not on standard output; name a file");
    options.output = place;
    return {};
}

Checked setJobs(ExportOptions& options, std::string_view value)
{
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, options.jobs);
    if (error != std::errc() || stopped != end || options.jobs < 1 || options.jobs > mostJobs)
        return wrong("--jobs {}: write a number from 1 to {}", printable(value), mostJobs);
    return {};
}

std::vector<Option> rows(ExportOptions& options)
{
    return {
        option("format", 0, "KIND", options, setFormat),
        option("quality", 0, "N", options, setQuality),
        option("bitrate", 0, "N", options, setBitrate),
        option("tag", 0, "KEY=VALUE", options, addTag),
        option("output", 'o', "PLACE", options, setOutput),
        option("jobs", 'j', "N", options, setJobs),
        flag("force", 'f', options.force),
        flag("quiet", 'q', options.quiet),
        flag("help", 'h', options.help),
    };
}

/// Without --format the name of the output may say it.
Checked findKind(ExportOptions& options)
{
    if (!options.kind && !options.output.empty())
        if (const auto spec = parseRecording(options.output))
            options.kind = spec->kind;
    if (!options.kind)
        return wrong("no kind of file is named; write --format with one of {}", knownKinds());
    return {};
}

Checked checkSettings(const ExportOptions& options)
{
    if (options.settings.empty())
        return {};
    if (!options.kind->checkOptions)
        return wrong("--format {} has no settings, so no {}", options.kind->name,
                     printable(options.settings.begin()->first));
    if (const auto checked = options.kind->checkOptions(options.settings); !checked)
        return wrong("--format {}: {} is not understood; see SINKS in dsproxy(1)",
                     options.kind->name, printable(checked.error().subject));
    return {};
}

}  // namespace

std::expected<ExportOptions, UsageError> parseExportOptions(std::span<char* const> args)
{
    ExportOptions options;
    auto inputs = parseOptions("export", rows(options), Operands::AmongOptions, args);
    if (!inputs)
        return std::unexpected(inputs.error());
    options.inputs = std::move(*inputs);
    if (options.help)
        return options;
    if (options.inputs.empty())
        return wrong("no file is named; write dsproxy export FILE... --format KIND");
    return findKind(options).and_then([&] { return checkSettings(options); }).transform([&] {
        return std::move(options);
    });
}

}  // namespace dsproxy::cli
