// SPDX-License-Identifier: GPL-2.0-or-later
/// Options of a sink that are whole numbers: level=8, bitrate=192.
#pragma once

#include "engine/sinks/sink_spec.h"

#include <optional>
#include <span>

namespace dsproxy {

struct IntegerOption {
    std::string_view key;
    int least;
    int most;
};

/// BadSpec names the first that is unknown, no number or out of range.
Result<void> checkIntegers(const SinkOptions& options, std::span<const IntegerOption> known);

/// The value of an option that checkIntegers() has passed; none when it was not given.
std::optional<int> integerOption(const SinkOptions& options, const std::string& key);

}  // namespace dsproxy
