// SPDX-License-Identifier: GPL-2.0-or-later
/// What a channel of the mixer moves on a card: all the controls that have its name.
#pragma once

#include "engine/mixer/card_element.h"
#include "engine/mixer/oss_mixer_table.h"

namespace dsproxy {

/// Of "PCM": "PCM Playback Volume", "PCM Playback Switch", the same of Capture and of neither, and
/// "PCM" itself. A volume set moves all of them; 0 turns the switches off, more turns them on. What
/// is asked for is that of the playback direction, where it has one.
class CardChannel {
public:
    CardChannel() = default;
    /// CAPTURE_SWITCHES false: they choose what is recorded, and are not this channel's.
    CardChannel(const OssMixerTable::Control& name, const std::vector<CardElement>& card,
                bool capture_switches);

    bool exists() const { return !elements_.empty(); }
    bool has(const snd_hctl_elem_t* element) const;
    /// Left | right << 8, finer than the card has it where we have set it.
    std::uint32_t volume() const { return volume_; }

    /// Asks the card; true when somebody else has moved it.
    Result<bool> look();
    /// Does what it can, and says what it could not.
    Result<void> set(std::uint32_t volume);

private:
    std::uint32_t volumeOf(const std::vector<CardElement::Raw>& raws) const;

    std::vector<CardElement> elements_;  ///< volumes, the one that is asked first, then switches
    std::size_t volumes_ = 0;  ///< of them
    std::vector<CardElement::Raw> raws_;  ///< what they have, as far as we know; empty: nothing
    std::uint32_t volume_ = 100 | 100 << 8;
};

}  // namespace dsproxy
