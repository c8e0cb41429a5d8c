// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/stream.h"

#include <algorithm>

namespace dsproxy {

void Stream::steer(const Steering& steering)
{
    rate_ppb_.store(steering.rate_ppb);
    delay_us_.store(steering.delay_us);
    look_us_.store(steering.look_us);
}

Steering Stream::steering() const
{
    return {rate_ppb_.load(), delay_us_.load(), look_us_.load()};
}

void Stream::addRing(std::uint64_t position, std::shared_ptr<PcmRing> ring)
{
    const std::lock_guard lock(mutex_);
    rings_.push_back({position, std::move(ring)});
}

void Stream::visit(std::uint64_t from, std::uint64_t to, const Look& look)
{
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < rings_.size(); ++i) {
        const auto& [begin, ring] = rings_[i];
        const bool last = i + 1 == rings_.size();
        const std::uint64_t end = last ? to : std::min(to, rings_[i + 1].position);
        const std::uint64_t oldest = end - std::min<std::uint64_t>(end, ring->capacity());
        std::uint64_t position = std::max({from, begin, oldest});
        if (position >= end)
            continue;
        for (const auto& piece : ring->at(position, end - position)) {
            look(position, piece);
            position += piece.size();
        }
    }
}

Stream::Window Stream::windowAt(std::uint64_t position)
{
    const std::lock_guard lock(mutex_);
    while (rings_.size() > 1 && rings_[1].position <= position)
        rings_.erase(rings_.begin());
    if (rings_.empty())
        return {nullptr, position};
    return {rings_[0].ring, rings_.size() > 1 ? rings_[1].position : lastRing};
}

std::vector<std::byte> Stream::peekNext(std::uint64_t position, std::size_t bytes)
{
    const std::lock_guard lock(mutex_);
    std::vector<std::byte> found;
    for (const Placed& placed : rings_)
        if (placed.position == position)
            for (const auto& piece : placed.ring->at(position, bytes))
                found.insert(found.end(), piece.begin(), piece.end());
    return found;
}

}  // namespace dsproxy
