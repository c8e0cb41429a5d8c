// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_link.h"

#include <algorithm>

namespace dsproxy {

MixerLink::MixerLink(MixerMark& mark, const MixerValues& values, std::uint64_t interval_ns)
    : mark_(&mark), interval_ns_(interval_ns), values_(asMixerTakes(values))
{
}

void MixerLink::join(PartyId id, const Party& party)
{
    Party& joined = parties_.insert_or_assign(id, party).first->second;
    joined.has = asMixerTakes(party.has);
}

std::optional<MixerLink::Party> MixerLink::leave(PartyId id)
{
    const auto node = parties_.extract(id);
    return node ? std::optional(node.mapped()) : std::nullopt;
}

void MixerLink::hear(PartyId id, const MixerState& state)
{
    const auto found = parties_.find(id);
    if (found == parties_.end())
        return;
    Party& party = found->second;
    const std::uint64_t applied =
        state.applied.origin == mark_->origin ? state.applied.sequence : 0;
    const MixerValues has = asMixerTakes(state.values);
    for (std::uint32_t control = 0; control < mixerControls; ++control) {
        const bool older = party.ordered[control] > applied;
        if (!older && has[control] != party.has[control])
            party.has[control] = values_[control] = has[control];
    }
}

void MixerLink::move(PartyId id, std::uint32_t control, std::uint32_t value)
{
    if (control >= mixerControls)
        return;
    values_[control] = asMixerTakes(control, value);
    if (const auto found = parties_.find(id); found != parties_.end())
        found->second.has[control] = values_[control];
}

std::vector<MixerLink::Order> MixerLink::take(std::uint64_t now_ns)
{
    std::vector<Order> orders;
    for (auto& [id, party] : parties_) {
        if (now_ns < party.next_ns || party.has == values_)
            continue;
        party.next_ns = now_ns + interval_ns_;
        for (std::uint32_t control = 0; control < mixerControls; ++control) {
            if (party.has[control] == values_[control])
                continue;
            party.has[control] = values_[control];
            party.ordered[control] = ++mark_->sequence;
            orders.push_back({id, {*mark_, control, values_[control]}});
        }
    }
    return orders;
}

std::uint64_t MixerLink::due() const
{
    std::uint64_t due = ~std::uint64_t{0};
    for (const auto& [id, party] : parties_)
        if (party.has != values_)
            due = std::min(due, party.next_ns);
    return due;
}

}  // namespace dsproxy
