// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/mix.h"

#include "engine/pcm/convert.h"

#include <algorithm>

namespace dsproxy {

void Mix::add(std::shared_ptr<MixInput> input)
{
    voices_.push_back(std::make_unique<Voice>(std::move(input)));
}

void Mix::tidy()
{
    std::erase_if(voices_, [this](const auto& voice) {
        if (!voice->over())
            return false;
        dropped_ += voice->input().dropped();
        return true;
    });
}

void Mix::enter(const DeviceShape& shape)
{
    shape_ = shape;
    ahead_.reset();
    sum_.reserve(static_cast<std::size_t>(shape.buffer.value) * shape.format.channels().count);
    for (const auto& voice : voices_)
        voice->enter(shape);
}

void Mix::enterNew()
{
    for (const auto& voice : voices_)
        if (!voice->entered())
            voice->enter(shape_);
}

void Mix::leave()
{
    for (const auto& voice : voices_)
        voice->leave();
}

void Mix::render(std::span<std::byte> out)
{
    const oss_format_info& layout = shape_.format.layout();
    sum_.assign(out.size() / (layout.container_bits / 8), 0.0);
    forEntered([this](Voice& voice) { voice.mix(sum_); });
    encode(layout, sum_, out);
}

void Mix::regulate(const PlaybackDevice::Position& now)
{
    constexpr double smoothing = 0.02;
    const auto delay = static_cast<double>(now.delay.value);
    ahead_ = ahead_ ? *ahead_ + smoothing * (delay - *ahead_) : delay;
    forEntered([&](Voice& voice) { voice.regulate(now, *ahead_); });
}

void Mix::rebase()
{
    ahead_.reset();
    forEntered([](Voice& voice) { voice.rebase(); });
}

bool Mix::silent() const
{
    return std::ranges::all_of(voices_, [](const auto& voice) { return voice->silent(); });
}

std::optional<Format> Mix::wanted() const
{
    std::optional<Format> first;
    for (const auto& voice : voices_) {
        const auto wanted = voice->input().wanted();
        if (wanted && !voice->silent())
            return wanted;
        if (!first)
            first = wanted;
    }
    return first;
}

std::uint64_t Mix::dropped() const
{
    std::uint64_t dropped = dropped_;
    for (const auto& voice : voices_)
        dropped += voice->input().dropped();
    return dropped;
}

}  // namespace dsproxy
