// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/channel_areas.h"

#include <cstring>

namespace dsproxy {
namespace {

bool sideBySide(std::span<const ChannelArea> areas, std::size_t sample)
{
    for (std::size_t channel = 0; channel < areas.size(); ++channel)
        if (areas[channel] != ChannelArea{areas[0].first + channel * sample, areas.size() * sample})
            return false;
    return true;
}

}  // namespace

ChannelAreas::ChannelAreas(std::vector<ChannelArea> areas, Bytes sample)
    : areas_(std::move(areas)), sample_(static_cast<std::size_t>(sample.value)),
      frame_(areas_.size() * sample_), interleaved_(sideBySide(areas_, sample_))
{
}

std::span<std::byte> ChannelAreas::frames(Frames offset, Frames count) const
{
    return {areas_[0].first + static_cast<std::size_t>(offset.value) * frame_,
            static_cast<std::size_t>(count.value) * frame_};
}

void ChannelAreas::scatter(Frames offset, std::span<const std::byte> interleaved) const
{
    const std::byte* from = interleaved.data();
    for (const ChannelArea& area : areas_) {
        std::byte* to = area.first + static_cast<std::size_t>(offset.value) * area.step;
        for (std::size_t at = 0; at < interleaved.size(); at += frame_, to += area.step)
            std::memcpy(to, from + at, sample_);
        from += sample_;
    }
}

void ChannelAreas::gather(Frames offset, std::span<std::byte> interleaved) const
{
    std::byte* to = interleaved.data();
    for (const ChannelArea& area : areas_) {
        const std::byte* from = area.first + static_cast<std::size_t>(offset.value) * area.step;
        for (std::size_t at = 0; at < interleaved.size(); at += frame_, from += area.step)
            std::memcpy(to + at, from, sample_);
        to += sample_;
    }
}

}  // namespace dsproxy
