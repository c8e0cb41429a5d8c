// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/card_controls.h"

#include "engine/card/quiet_alsa.h"

#include <algorithm>
#include <utility>

namespace dsproxy {

Result<std::unique_ptr<CardControls>> CardControls::open(const std::string& name,
                                                         const OssMixerTable& table)
{
    quietAlsa();
    snd_hctl_t* opened = nullptr;
    int error = ::snd_hctl_open(&opened, name.c_str(), SND_CTL_NONBLOCK);
    std::unique_ptr<snd_hctl_t, Closer> card(opened);
    if (error >= 0)
        error = ::snd_hctl_load(card.get());
    if (error < 0)
        return fail(ErrorCode::OpenFailed, -error, name);
    return std::unique_ptr<CardControls>(new CardControls(std::move(card), table));
}

CardControls::CardControls(std::unique_ptr<snd_hctl_t, Closer> card, const OssMixerTable& table)
    : card_(std::move(card)), table_(table)
{
    ::snd_hctl_set_callback_private(card_.get(), this);
    ::snd_hctl_set_callback(card_.get(), onCard);
    map();
}

int CardControls::onElement(snd_hctl_elem_t* element, unsigned mask)
{
    auto* self = static_cast<CardControls*>(::snd_hctl_elem_get_callback_private(element));
    // "Removed" has all bits; it is no value.
    if (mask == SND_CTL_EVENT_MASK_REMOVE || (mask & SND_CTL_EVENT_MASK_INFO))
        self->unmapped_ = true;
    if (mask != SND_CTL_EVENT_MASK_REMOVE && (mask & SND_CTL_EVENT_MASK_VALUE))
        self->moved_.push_back(element);
    return 0;
}

int CardControls::onCard(snd_hctl_t* card, unsigned, snd_hctl_elem_t*)
{
    static_cast<CardControls*>(::snd_hctl_get_callback_private(card))->unmapped_ = true;
    return 0;
}

void CardControls::map()
{
    std::vector<CardElement> elements;
    for (auto* at = ::snd_hctl_first_elem(card_.get()); at; at = ::snd_hctl_elem_next(at))
        if (const auto element = CardElement::of(at)) {
            element->watch(onElement, this);
            elements.push_back(*element);
        }
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel) {
        const bool recordable = oss_mixer_recordable() >> channel & 1;
        channels_[channel] = CardChannel(table_.control(channel), elements, !recordable);
    }
    source_ = CardSource(table_, elements);
    unmapped_ = false;
    look([](const auto&) { return true; });
}

std::uint32_t CardControls::controls() const
{
    std::uint32_t controls = source_.exists() ? 1u << recordSourceControl : 0;
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        if (channels_[channel].exists())
            controls |= 1u << channel;
    return controls;
}

MixerValues CardControls::values() const
{
    MixerValues values = untouchedMixer();
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        if (channels_[channel].exists())
            values[channel] = channels_[channel].volume();
    if (source_.exists())
        values[recordSourceControl] = source_.channels();
    return values;
}

Result<void> CardControls::set(std::uint32_t control, std::uint32_t value)
{
    if (control == recordSourceControl)
        return source_.set(value);
    return control < OSS_MIXER_CHANNELS ? channels_[control].set(value) : Result<void>();
}

void CardControls::use(const OssMixerTable& table)
{
    table_ = table;
    map();
}

std::vector<pollfd> CardControls::descriptors() const
{
    std::vector<pollfd> descriptors(
        static_cast<std::size_t>(::snd_hctl_poll_descriptors_count(card_.get())));
    ::snd_hctl_poll_descriptors(card_.get(), descriptors.data(),
                                static_cast<unsigned>(descriptors.size()));
    return descriptors;
}

/// A control that cannot be read now keeps the value that is known.
template <class Which> std::vector<CardControls::Move> CardControls::look(Which which)
{
    std::vector<Move> moves;
    moved_.clear();
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        if (which(channels_[channel]) && channels_[channel].look().value_or(false))
            moves.push_back({channel, channels_[channel].volume()});
    if (which(source_) && source_.look().value_or(false))
        moves.push_back({recordSourceControl, source_.channels()});
    return moves;
}

std::vector<CardControls::Move> CardControls::remap()
{
    const MixerValues before = values();
    map();
    const MixerValues after = values();
    std::vector<Move> moves;
    for (std::uint32_t control = 0; control < mixerControls; ++control)
        if (before[control] != after[control])
            moves.push_back({control, after[control]});
    return moves;
}

Result<std::vector<CardControls::Move>> CardControls::changes()
{
    if (const int count = ::snd_hctl_handle_events(card_.get()); count < 0)
        return fail(ErrorCode::ReadFailed, -count, ::snd_hctl_name(card_.get()));
    if (unmapped_)
        return remap();
    const auto moved = std::exchange(moved_, {});
    return look([&](const auto& part) {
        return std::ranges::any_of(moved, [&](const auto* at) { return part.has(at); });
    });
}

}  // namespace dsproxy
