// SPDX-License-Identifier: GPL-2.0-or-later
/// What a card records: its capture switches, and the choice that many cards have instead.
#pragma once

#include "engine/mixer/card_element.h"
#include "engine/mixer/oss_mixer_table.h"

#include <map>

namespace dsproxy {

/// A channel is recorded while "Line Capture Switch" is on, for its name in the table, or while
/// "Capture Source" (or "Input Source") is "Line".
class CardSource {
public:
    CardSource() = default;
    CardSource(const OssMixerTable& table, const std::vector<CardElement>& card);

    bool exists() const { return !switches_.empty() || !items_.empty(); }
    bool has(const snd_hctl_elem_t* element) const;
    /// A mask of channels.
    std::uint32_t channels() const { return channels_; }

    /// Asks the card; true when somebody else has chosen.
    Result<bool> look();
    /// Channels that the card cannot record stay out. Of several the card's choice takes the first.
    Result<void> set(std::uint32_t channels);

private:
    Result<std::uint32_t> ask() const;
    std::uint32_t chosenOf(std::uint32_t channels) const;

    std::map<std::uint32_t, CardElement> switches_;  ///< by channel
    std::vector<CardElement> choice_;  ///< one at most
    std::map<std::uint32_t, std::uint32_t> items_;  ///< of the choice, by channel
    std::uint32_t channels_ = 0;
    std::uint32_t on_card_ = 0;  ///< what the card has of them, as far as we know
};

}  // namespace dsproxy
