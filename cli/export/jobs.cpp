// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/jobs.h"

#include "cli/log/utf8.h"
#include "cli/option_parser.h"
#include "engine/export/export_plan.h"

#include <filesystem>

namespace dsproxy::cli {

namespace {

/// Whether the output is a folder; an error when it must be one and is not.
std::expected<bool, UsageError> intoFolder(const ExportOptions& options)
{
    std::error_code ignored;
    if (options.output.empty() || std::filesystem::is_directory(options.output, ignored))
        return true;
    if (options.inputs.size() > 1)
        return wrong("-o {} is not a folder; several files need one", printable(options.output));
    if (options.output.ends_with('/'))
        return wrong("-o {} is not there; make it first", printable(options.output));
    return false;
}

}  // namespace

std::expected<std::vector<ExportJob>, UsageError> exportJobs(const ExportOptions& options)
{
    const auto folder = intoFolder(options);
    if (!folder)
        return std::unexpected(folder.error());
    std::vector<ExportJob> jobs;
    for (const std::string& input : options.inputs) {
        const std::string path =
            *folder ? exportPath(input, *options.kind, options.output) : options.output;
        jobs.push_back({.input = input,
                        .target = {options.kind, path, options.settings},
                        .existing = options.force ? Existing::Replace : Existing::Keep,
                        .tags = {.texts = options.tags, .cover = {}}});
    }
    if (const auto same = findCollision(jobs))
        return wrong("{} and {} would both become {}; export them into different folders",
                     printable(jobs[same->first].input), printable(jobs[same->second].input),
                     printable(jobs[same->second].target.path));
    return jobs;
}

}  // namespace dsproxy::cli
