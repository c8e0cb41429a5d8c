// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/card_channel.h"

#include "engine/seam/mixer_state.h"

#include <algorithm>

namespace dsproxy {

namespace {

using Kind = CardElement::Kind;

}  // namespace

CardChannel::CardChannel(const OssMixerTable::Control& control,
                         const std::vector<CardElement>& card, bool capture_switches)
{
    const auto add = [&](Kind kind, const char* suffix) {
        for (const CardElement& element : card)
            if (element.kind() == kind && element.index() == control.index &&
                element.name() == control.name + suffix)
                elements_.push_back(element);
    };
    if (control.name.empty())
        return;
    for (const char* suffix : {" Playback Volume", " Volume", "", " Capture Volume"})
        add(Kind::Volume, suffix);
    volumes_ = elements_.size();
    for (const char* suffix : {" Playback Switch", " Switch", ""})
        add(Kind::Switch, suffix);
    if (capture_switches)
        add(Kind::Switch, " Capture Switch");
}

bool CardChannel::has(const snd_hctl_elem_t* element) const
{
    return std::ranges::any_of(elements_, [&](const auto& ours) { return ours.is(element); });
}

std::uint32_t CardChannel::volumeOf(const std::vector<CardElement::Raw>& raws) const
{
    const std::uint32_t volume =
        volumes_ > 0 ? elements_[0].volumeOf(raws[0]) : mixerVolume(100, 100);
    if (volumes_ == elements_.size())
        return volume;
    const std::uint32_t on = elements_[volumes_].volumeOf(raws[volumes_]);
    return mixerVolume(leftOf(on) ? leftOf(volume) : 0, rightOf(on) ? rightOf(volume) : 0);
}

Result<bool> CardChannel::look()
{
    std::vector<CardElement::Raw> raws;
    for (const CardElement& element : elements_) {
        auto raw = element.read();
        if (!raw)
            return std::unexpected(raw.error());
        raws.push_back(std::move(*raw));
    }
    const bool moved = raws_.empty() || volumeOf(raws) != volumeOf(raws_);
    raws_ = std::move(raws);
    if (moved)
        volume_ = volumeOf(raws_);
    return moved;
}

Result<void> CardChannel::set(std::uint32_t volume)
{
    Result<void> result;
    volume_ = volume;
    raws_.clear();
    for (const CardElement& element : elements_) {
        raws_.push_back(element.rawOf(volume));
        if (auto written = element.write(raws_.back()); !written && result)
            result = written;
    }
    return result;
}

}  // namespace dsproxy
