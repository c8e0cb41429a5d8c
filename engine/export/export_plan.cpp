// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/export/export_plan.h"

#include "engine/sinks/sink_kind.h"

#include <filesystem>
#include <map>

namespace dsproxy {
namespace {

namespace fs = std::filesystem;

/// Without links in the folder; the name itself is replaced, not followed.
std::string place(const std::string& path)
{
    std::error_code ignored;
    const fs::path absolute = fs::absolute(path, ignored);
    const fs::path folder = fs::weakly_canonical(absolute.parent_path(), ignored);
    return folder.empty() ? absolute : folder / absolute.filename();
}

}  // namespace

std::string exportPath(const std::string& input, const SinkKind& kind, const std::string& folder)
{
    const fs::path from(input);
    const fs::path name = from.stem().string() + std::string(kind.extensions[0]);
    return (folder.empty() ? from.parent_path() : fs::path(folder)) / name;
}

std::optional<std::pair<std::size_t, std::size_t>> findCollision(std::span<const ExportJob> jobs)
{
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (const auto [taken, fresh] = places.emplace(place(jobs[i].target.path), i); !fresh)
            return std::pair(taken->second, i);
    return std::nullopt;
}

}  // namespace dsproxy
