// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy replay` was asked to do.
#pragma once

#include "cli/run/options.h"

#include <cstdint>

namespace dsproxy::cli {

struct ReplayOptions : OutputOptions {
    std::string file;                     ///< "-": standard input
    std::optional<std::uint32_t> stream;  ///< --stream; none: all

    /// A device plays at its own speed; files have none.
    bool freeRunning() const;
};

/// The arguments that follow `dsproxy replay`.
std::expected<ReplayOptions, UsageError> parseReplayOptions(std::span<char* const> args);

}  // namespace dsproxy::cli
