// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/mixer_exchange.h"

#include <utility>

namespace dsproxy {

void MixerExchange::tell(const MixerState& state)
{
    const std::lock_guard lock(mutex_);
    state_ = state;
    news_ = true;
}

std::optional<MixerState> MixerExchange::take()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, false) ? std::optional(state_) : std::nullopt;
}

MixerState MixerExchange::state()
{
    const std::lock_guard lock(mutex_);
    return state_;
}

void MixerExchange::set(const MixerChange& change)
{
    if (change.control >= mixerControls)
        return;
    const std::lock_guard lock(mutex_);
    std::erase_if(changes_, [&](const MixerChange& old) { return old.control == change.control; });
    changes_.push_back(change);
}

std::vector<MixerChange> MixerExchange::takeChanges()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(changes_, {});
}

}  // namespace dsproxy
