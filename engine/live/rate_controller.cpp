// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/rate_controller.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {
namespace {

/// Answers in half a minute and swings over by a little. An excess of 1 ms makes 240 ppm.
constexpr double proportional = 0.24;  // per second
constexpr double integral = 0.01;      // per second squared
/// Wake-ups of the pump are late by some ms now and then.
constexpr double smoothing_s = 1;
constexpr double most = RateController::mostPpb * 1e-9;

}  // namespace

std::int32_t RateController::update(double excess, std::uint64_t time_ns)
{
    const double late = excess / rate_.hz;
    if (!last_ns_ || time_ns < *last_ns_) {
        last_ns_ = time_ns;
        late_s_ = 0;
        return rate();
    }
    const double passed = std::min(static_cast<double>(time_ns - *last_ns_) * 1e-9, smoothing_s);
    last_ns_ = time_ns;
    late_s_ += (late - late_s_) * (1 - std::exp(-passed / smoothing_s));
    const double wanted = -proportional * late_s_ + drift_;
    change_ = std::clamp(wanted, -most, most);
    // While the change is at its limit, the drift cannot be learned.
    if (change_ == wanted)
        drift_ = std::clamp(drift_ - integral * late_s_ * passed, -most, most);
    return rate();
}

std::int32_t RateController::rate() const
{
    return static_cast<std::int32_t>(std::lround(change_ * 1e9));
}

}  // namespace dsproxy
