// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/level_meter.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {

void LevelMeter::add(std::span<const double> samples, Channels channels)
{
    const std::size_t used = std::min<std::size_t>(channels.count, channels_.size());
    for (std::size_t channel = 0; channel < used; ++channel) {
        double peak = 0;
        double energy = 0;
        for (std::size_t at = channel; at < samples.size(); at += channels.count) {
            peak = std::max(peak, std::abs(samples[at]));
            energy += samples[at] * samples[at];
        }
        std::atomic<double>& highest = channels_[channel].peak;
        for (double known = highest.load(); peak > known;)
            if (highest.compare_exchange_weak(known, peak))
                break;
        channels_[channel].energy.fetch_add(energy);
    }
    frames_.fetch_add(samples.size() / channels.count);
    used_.store(used);
}

std::vector<Level> LevelMeter::take()
{
    std::vector<Level> levels(used_.load());
    const auto frames = static_cast<double>(frames_.exchange(0));
    for (std::size_t channel = 0; channel < levels.size(); ++channel) {
        const double energy = channels_[channel].energy.exchange(0);
        levels[channel] = {channels_[channel].peak.exchange(0),
                           frames > 0 ? std::sqrt(energy / frames) : 0};
    }
    return levels;
}

}  // namespace dsproxy
