// SPDX-License-Identifier: GPL-2.0-or-later
/// Follows a clock that cannot be steered: says by how much to trim an Interpolator.
#pragma once

#include "engine/live/rate_controller.h"

namespace dsproxy {

/// One thread. As long as the clocks seem to agree there is no trim, and every sample stays as it
/// is; once they do not, they are held together from then on.
class Follower {
public:
    /// TOLERANCE: so many frames more or less are no sign of another clock.
    Follower(Rate rate, Frames tolerance) : controller_(rate), tolerance_(tolerance) {}

    /// EXCESS: so many frames too many lie in between, seen at TIME. Answers how much faster they
    /// are to be used up, in parts per 10^9.
    std::int32_t update(double excess, std::uint64_t time_ns);
    /// The sound was interrupted.
    void rebase();

private:
    RateController controller_;
    Frames tolerance_;
    double excess_ = 0;  ///< smoothed
    bool loose_ = false;
};

}  // namespace dsproxy
