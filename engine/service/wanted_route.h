// SPDX-License-Identifier: GPL-2.0-or-later
/// What a route command asks for: the sinks that a stream plays to, and what it records.
#pragma once

#include "engine/base/result.h"
#include "engine/seam/open_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace dsproxy {

/// None: that is left as it is.
struct WantedRoute {
    std::optional<std::vector<std::string>> sinks;
    std::optional<std::string> input;
};

/// Of a stream that only records each word is its input; of another one that begins with "from:".
/// BadSpec: more than one.
Result<WantedRoute> splitRoute(const std::vector<std::string>& words, Direction direction);

}  // namespace dsproxy
