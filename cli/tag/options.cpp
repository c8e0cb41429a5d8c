// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag/options.h"

#include "cli/option_parser.h"
#include "cli/tag_option.h"

namespace dsproxy::cli {

namespace {

Checked addTag(TagOptions& options, std::string_view text)
{
    return putTag(options.tags, text);
}

Checked setCover(TagOptions& options, std::string_view file)
{
    options.cover = file;
    return {};
}

std::vector<Option> rows(TagOptions& options)
{
    return {
        option("tag", 0, "KEY=VALUE", options, addTag),
        option("cover", 0, "IMAGE", options, setCover),
        flag("remove-cover", 0, options.removeCover),
        flag("json", 0, options.json),
        flag("help", 'h', options.help),
    };
}

}  // namespace

std::expected<TagOptions, UsageError> parseTagOptions(std::span<char* const> args)
{
    TagOptions options;
    auto files = parseOptions("tag", rows(options), Operands::AmongOptions, args);
    if (!files)
        return std::unexpected(files.error());
    options.files = std::move(*files);
    if (!options.help && options.files.empty())
        return wrong("no file is named; write dsproxy tag FILE...");
    return options;
}

}  // namespace dsproxy::cli
