// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/format.h"

namespace dsproxy {

Nanoseconds Format::duration(Frames frames) const
{
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t samples = frames.value * oss_frame_samples(&params_);
    const std::int64_t rate = params_.rate;
    return Nanoseconds(samples / rate * second + samples % rate * second / rate);
}

}  // namespace dsproxy
