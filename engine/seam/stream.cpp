// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/stream.h"

namespace dsproxy {

void Stream::addRing(std::uint64_t position, std::shared_ptr<PcmRing> ring)
{
    const std::lock_guard lock(mutex_);
    rings_.push_back({position, std::move(ring)});
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
