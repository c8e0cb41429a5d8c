// SPDX-License-Identifier: GPL-2.0-or-later
/// How the channels of a card lie in memory: interleaved, or each on its own.
#pragma once

#include "engine/base/units.h"

#include <cstddef>
#include <span>
#include <vector>

namespace dsproxy {

/// Where the samples of one channel are.
struct ChannelArea {
    std::byte* first;  ///< the sample of frame 0
    std::size_t step;  ///< bytes from one sample to the next

    bool operator==(const ChannelArea&) const = default;
};

/// Does not own the memory.
class ChannelAreas {
public:
    ChannelAreas() = default;
    ChannelAreas(std::vector<ChannelArea> areas, Bytes sample);

    /// The samples of a frame lie side by side, in the order of the channels.
    bool interleaved() const { return interleaved_; }
    /// The memory of COUNT frames from frame OFFSET on; interleaved areas only.
    std::span<std::byte> frames(Frames offset, Frames count) const;

    /// Copies interleaved frames to OFFSET and what follows.
    void scatter(Frames offset, std::span<const std::byte> interleaved) const;
    /// Copies frames from OFFSET on until INTERLEAVED is full.
    void gather(Frames offset, std::span<std::byte> interleaved) const;

private:
    std::vector<ChannelArea> areas_;
    std::size_t sample_ = 0;  ///< bytes
    std::size_t frame_ = 0;  ///< bytes of an interleaved frame
    bool interleaved_ = false;
};

}  // namespace dsproxy
