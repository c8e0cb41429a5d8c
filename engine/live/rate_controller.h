// SPDX-License-Identifier: GPL-2.0-or-later
/// How much faster one clock must run to keep step with another.
#pragma once

#include "engine/base/units.h"

#include <cstdint>
#include <optional>

namespace dsproxy {

/// A proportional and integral controller of the frames between a source and a device. Pure: it is
/// told the time.
class RateController {
public:
    static constexpr std::int32_t mostPpb = 1'000'000;

    explicit RateController(Rate rate) : rate_(rate) {}

    /// EXCESS: so many frames more than there should be lie between both, seen at TIME. Answers
    /// how much faster the source is to run, in parts per 10^9.
    std::int32_t update(double excess, std::uint64_t time_ns);
    /// The sound was interrupted: the next excess is no continuation of the last. What is known
    /// about the clocks stays.
    void rebase() { last_ns_.reset(); }
    std::int32_t rate() const;

private:
    Rate rate_;
    std::optional<std::uint64_t> last_ns_;
    double late_s_ = 0;  ///< smoothed excess
    double drift_ = 0;  ///< of the source against the device, as far as it is known
    double change_ = 0;
};

}  // namespace dsproxy
