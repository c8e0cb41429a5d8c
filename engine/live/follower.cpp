// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/follower.h"

#include <cmath>

namespace dsproxy {

std::int32_t Follower::update(double excess, std::uint64_t time_ns)
{
    constexpr double smoothing = 0.05;  // of one look into the mean of many
    excess_ += smoothing * (excess - excess_);
    loose_ = loose_ || std::abs(excess_) > static_cast<double>(tolerance_.value);
    return loose_ ? -controller_.update(excess, time_ns) : 0;
}

void Follower::rebase()
{
    excess_ = 0;
    controller_.rebase();
}

}  // namespace dsproxy
