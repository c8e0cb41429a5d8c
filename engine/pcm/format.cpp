// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/format.h"

namespace dsproxy {

namespace {

constexpr std::int64_t second = 1'000'000'000;

}  // namespace

Nanoseconds Format::duration(Frames frames) const
{
    const std::int64_t samples = frames.value * oss_frame_samples(&params_);
    const std::int64_t rate = params_.rate;
    return Nanoseconds(samples / rate * second + samples % rate * second / rate);
}

Frames Format::frames(Nanoseconds time) const
{
    const std::int64_t rate = params_.rate;
    const std::int64_t samples = time.value / second * rate + time.value % second * rate / second;
    return Frames(samples / oss_frame_samples(&params_));
}

}  // namespace dsproxy
