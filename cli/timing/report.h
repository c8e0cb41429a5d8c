// SPDX-License-Identifier: GPL-2.0-or-later
/// Intervals as numbers for other programs, and as a summary for people.
#pragma once

#include "cli/timing/intervals.h"

#include <set>
#include <string>

namespace dsproxy::cli {

/// What is asked for; empty: both kinds in a summary, writes in a list.
struct TimingChoice {
    std::set<Beat> beats;
    std::optional<std::uint32_t> stream;
    bool follow = false;  ///< -f

    bool wants(std::uint32_t id) const { return !stream || id == *stream; }
    bool wants(Beat beat) const;
};

/// "1234\n" in microseconds; "w 1234\n" or "c 1234\n" when both kinds are listed. Empty for one
/// that was not asked for.
std::string intervalLine(const TimingChoice& choice, const Intervals::Interval& interval);

/// Count, min, median, p99, max, rate and histogram of each stream.
std::string timingText(const TimingChoice& choice, const Intervals& intervals);

}  // namespace dsproxy::cli
