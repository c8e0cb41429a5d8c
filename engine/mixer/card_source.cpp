// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/card_source.h"

#include "engine/seam/mixer_state.h"

#include <algorithm>
#include <ranges>

namespace dsproxy {

namespace {

using Kind = CardElement::Kind;

bool isChoiceOfSource(const CardElement& element)
{
    return element.kind() == Kind::Choice && element.index() == 0 &&
           (element.name() == "Capture Source" || element.name() == "Input Source");
}

}  // namespace

CardSource::CardSource(const OssMixerTable& table, const std::vector<CardElement>& card)
{
    if (const auto found = std::ranges::find_if(card, isChoiceOfSource); found != card.end())
        choice_.push_back(*found);
    const auto items = choice_.empty() ? std::vector<std::string>() : choice_[0].items();
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel) {
        const auto& [name, index] = table.control(channel);
        if (!(oss_mixer_recordable() >> channel & 1) || name.empty())
            continue;
        for (const CardElement& element : card)
            if (element.kind() == Kind::Switch && element.index() == index &&
                element.name() == name + " Capture Switch")
                switches_.emplace(channel, element);
        if (const auto item = std::ranges::find(items, name); item != items.end())
            items_.emplace(channel, item - items.begin());
    }
}

bool CardSource::has(const snd_hctl_elem_t* element) const
{
    const auto is = [&](const CardElement& ours) { return ours.is(element); };
    return std::ranges::any_of(choice_, is) ||
           std::ranges::any_of(switches_ | std::views::values, is);
}

Result<std::uint32_t> CardSource::ask() const
{
    std::uint32_t channels = 0;
    for (const auto& [channel, element] : switches_) {
        const auto raw = element.read();
        if (!raw)
            return std::unexpected(raw.error());
        if (element.volumeOf(*raw) != 0)
            channels |= 1u << channel;
    }
    if (items_.empty())
        return channels;
    return choice_[0].read().transform([&](const CardElement::Raw& raw) {
        for (const auto& [channel, item] : items_)
            if (raw[0] == static_cast<long>(item))
                channels |= 1u << channel;
        return channels;
    });
}

Result<bool> CardSource::look()
{
    return ask().transform([this](std::uint32_t now) {
        const bool moved = now != on_card_;
        on_card_ = now;
        if (moved)
            channels_ = now;
        return moved;
    });
}

/// The first of CHANNELS that is an item of the choice, as a mask; 0: none.
std::uint32_t CardSource::chosenOf(std::uint32_t channels) const
{
    for (const auto& [channel, item] : items_)
        if (channels >> channel & 1)
            return 1u << channel;
    return 0;
}

Result<void> CardSource::set(std::uint32_t channels)
{
    Result<void> result;
    const auto write = [&](const CardElement& element, const CardElement::Raw& raw) {
        if (auto written = element.write(raw); !written && result)
            result = written;
    };
    std::uint32_t on_card = 0;
    for (const auto& [channel, element] : switches_) {
        const bool on = channels >> channel & 1;
        write(element, element.rawOf(on ? mixerVolume(100, 100) : 0));
        on_card |= on ? 1u << channel : 0;
    }
    // A choice has always one: what it had stays when none of ours is wanted.
    for (const auto& [channel, item] : items_) {
        if (chosenOf(channels) == 1u << channel)
            write(choice_[0], choice_[0].rawOfItem(item));
        on_card |= chosenOf(chosenOf(channels) ? channels : on_card_);
    }
    channels_ = channels;
    on_card_ = on_card;
    return result;
}

}  // namespace dsproxy
