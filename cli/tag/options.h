// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy tag` was asked to do.
#pragma once

#include "cli/subcommand.h"
#include "engine/sinks/tags.h"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

struct TagOptions {
    std::vector<std::string> files;
    Tags tags;  ///< an empty value removes
    std::optional<std::string> cover;
    bool removeCover = false;
    bool json = false;
    bool help = false;  ///< nothing else counts

    bool edits() const { return !tags.empty() || cover || removeCover; }
    bool shows() const { return json || !edits(); }
};

/// The arguments that follow `dsproxy tag`.
std::expected<TagOptions, UsageError> parseTagOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
