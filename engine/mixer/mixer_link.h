// SPDX-License-Identifier: GPL-2.0-or-later
/// Keeps several mixers the same: of one program or of several, of a card, of those who look.
#pragma once

#include "engine/seam/mixer_state.h"

#include <map>
#include <optional>
#include <vector>

namespace dsproxy {

/// Whoever moved a control last has it his way; the others are told once, with the newest value,
/// and not more often than an interval. What was told to a party does not come back as its own
/// change: a program's state says which orders are in it, and what it says of a control with an
/// order still on its way is older than that order.
///
/// Pure: the caller says what time it is and carries the orders. One thread.
class MixerLink {
public:
    using PartyId = std::uint32_t;

    static constexpr std::uint64_t usualInterval_ns = 20'000'000;

    struct Party {
        MixerValues has;  ///< when it has acted on all orders
        std::array<std::uint64_t, mixerControls> ordered{};  ///< the last order of each control
        std::uint64_t next_ns = 0;                           ///< no orders before
    };

    /// MARK is that of the last order, and of all links that a party may go to from here. Its
    /// origin is not 0, and another one for each consumer that a source may meet.
    MixerLink(MixerMark& mark, const MixerValues& values,
              std::uint64_t interval_ns = usualInterval_ns);

    /// PARTY follows from here on.
    void join(PartyId id, const Party& party);
    /// As it goes, for join() elsewhere. Nothing: it was not here.
    std::optional<Party> leave(PartyId id);

    /// A program's mixer, as it crossed the seam. Of a party that has not joined: nothing.
    void hear(PartyId party, const MixerState& state);
    /// A party has moved one control: a card, a window. Who has not joined moves it too, and is
    /// told nothing; so it is for many who look through one party that only listens.
    void move(PartyId party, std::uint32_t control, std::uint32_t value);

    struct Order {
        PartyId party;
        MixerChange change;
    };
    /// What is to be set now, and by whom: each order is given once.
    std::vector<Order> take(std::uint64_t now_ns);
    /// When take() has something again; ~0: not before somebody moves a control.
    std::uint64_t due() const;

    /// What all have, or are about to.
    const MixerValues& values() const { return values_; }

private:
    MixerMark* mark_;
    std::uint64_t interval_ns_;
    MixerValues values_;
    std::map<PartyId, Party> parties_;
};

}  // namespace dsproxy
