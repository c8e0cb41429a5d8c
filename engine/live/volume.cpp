// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/volume.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {
namespace {

constexpr std::uint32_t rampsPerSecond = 200;

double limited(double gain, double most)
{
    return std::isnan(gain) ? 0 : std::clamp(gain, 0.0, most);
}

}  // namespace

void Volume::set(double left, double right)
{
    left_.store(limited(left, most_));
    right_.store(limited(right, most_));
}

VolumeRamp::VolumeRamp(const Volume& volume, Rate rate, Channels channels)
    : volume_(volume), channels_(channels.count),
      length_(std::max(rate.hz / rampsPerSecond, std::uint32_t{1})), now_(wanted()), target_(now_)
{
}

VolumeRamp::Gains VolumeRamp::wanted() const
{
    if (volume_.muted())
        return {0, 0};
    const Gains gains{volume_.left(), volume_.right()};
    const double both = (gains[0] + gains[1]) / 2;
    return channels_ == 1 ? Gains{both, both} : gains;
}

void VolumeRamp::retarget(const Gains& target)
{
    target_ = target;
    left_ = length_;
    for (std::size_t side = 0; side < 2; ++side)
        step_[side] = (target_[side] - now_[side]) / static_cast<double>(length_);
}

void VolumeRamp::apply(std::span<double> samples)
{
    if (const Gains target = wanted(); target != target_)
        retarget(target);
    for (; left_ > 0 && !samples.empty(); samples = samples.subspan(channels_)) {
        now_ = --left_ == 0 ? target_ : Gains{now_[0] + step_[0], now_[1] + step_[1]};
        applyFrame(samples.first(channels_));
    }
    if (now_ == Gains{1, 1})
        return;
    for (; !samples.empty(); samples = samples.subspan(channels_))
        applyFrame(samples.first(channels_));
}

void VolumeRamp::applyFrame(std::span<double> frame) const
{
    for (std::size_t channel = 0; channel < channels_; ++channel)
        frame[channel] *= now_[channel % 2];
}

}  // namespace dsproxy
