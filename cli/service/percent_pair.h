// SPDX-License-Identifier: GPL-2.0-or-later
/// "80" or "80:60" of a command line: a percentage for each side.
#pragma once

#include <optional>
#include <string_view>

namespace dsproxy::cli {

struct PercentPair {
    unsigned left;
    unsigned right;
};

/// One number is for both sides. Nothing: it is none, or one is above MOST.
std::optional<PercentPair> percentPair(std::string_view text, unsigned most);

}  // namespace dsproxy::cli
