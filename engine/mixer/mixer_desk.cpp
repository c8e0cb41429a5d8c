// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_desk.h"

#include <algorithm>

namespace dsproxy {

namespace {

using PartyId = MixerLink::PartyId;

// Parties of a link that are no program.
constexpr PartyId user = 0;  ///< moves, and hears as one of the windows
constexpr PartyId windows = ~PartyId{0};
constexpr PartyId card_itself = windows - 1;

/// What a program begins with that was there before us: see attach().
MixerValues beginning(const MixerState& state, const MixerValues& saved)
{
    if (state.applied.origin != 0)
        return state.values;
    const MixerValues untouched = untouchedMixer();
    MixerValues values = saved;
    for (std::uint32_t control = 0; control < mixerControls; ++control)
        if (state.values[control] != untouched[control])
            values[control] = state.values[control];
    return values;
}

}  // namespace

MixerDesk::MixerDesk(std::uint64_t origin, SavedVolumes& saved)
    : mark_{.origin = origin, .sequence = 0}, saved_(saved)
{
}

MixerLink MixerDesk::makeLink(const MixerValues& values)
{
    MixerLink link(mark_, values);
    link.join(windows, {.has = values});
    return link;
}

MixerDesk::Card* MixerDesk::cardOf(const Program& program)
{
    const auto found = cards_.find(program.card);
    return found == cards_.end() ? nullptr : &found->second;
}

void MixerDesk::attach(ProgramId id, const std::string& name, const std::string& card,
                       const MixerState& state)
{
    detach(id);
    const MixerValues saved = saved_.find(name).value_or(untouchedMixer());
    Program& program = programs_[id];
    program = {name, card, makeLink(beginning(state, saved))};
    program.own->join(id, {.has = state.values});
    place(id, program);
}

void MixerDesk::detach(ProgramId id)
{
    for (auto& [name, card] : cards_)
        card.link.leave(id);
    programs_.erase(id);
}

/// Into the link of its card, if that is there.
void MixerDesk::place(ProgramId id, Program& program)
{
    Card* const card = cardOf(program);
    if (!program.own || !card)
        return;
    card->link.join(id, *program.own->leave(id));
    program.own.reset();
}

/// Into a link of its own, as its card has it.
void MixerDesk::release(ProgramId id, Program& program)
{
    if (program.own)
        return;
    MixerLink& link = cardOf(program)->link;
    program.own = makeLink(link.values());
    program.own->join(id, *link.leave(id));
}

void MixerDesk::want(ProgramId id, const std::string& card)
{
    const auto found = programs_.find(id);
    if (found == programs_.end() || found->second.card == card)
        return;
    release(id, found->second);
    found->second.card = card;
    place(id, found->second);
}

void MixerDesk::insertCard(const std::string& card, std::uint32_t controls,
                           const MixerValues& values)
{
    removeCard(card);
    Card& inserted = cards_.emplace(card, Card{controls, makeLink(values)}).first->second;
    inserted.link.join(card_itself, {.has = values});
    for (auto& [id, program] : programs_)
        place(id, program);
}

void MixerDesk::removeCard(const std::string& name)
{
    const auto found = cards_.find(name);
    if (found == cards_.end())
        return;
    for (auto& [id, program] : programs_)
        if (program.card == name)
            release(id, program);
    cards_.erase(found);
}

/// Volumes of a card are the card's to keep.
void MixerDesk::keep(const Program& program, std::uint64_t now_ns)
{
    if (program.own)
        saved_.keep(program.name, program.own->values(), now_ns);
}

void MixerDesk::hear(ProgramId id, const MixerState& state, std::uint64_t now_ns)
{
    const auto found = programs_.find(id);
    if (found == programs_.end())
        return;
    Program& program = found->second;
    (program.own ? *program.own : cardOf(program)->link).hear(id, state);
    keep(program, now_ns);
}

void MixerDesk::move(ProgramId id, std::uint32_t control, std::uint32_t value, std::uint64_t now_ns)
{
    const auto found = programs_.find(id);
    if (found == programs_.end())
        return;
    Program& program = found->second;
    (program.own ? *program.own : cardOf(program)->link).move(user, control, value);
    keep(program, now_ns);
}

void MixerDesk::hearCard(const std::string& card, std::uint32_t control, std::uint32_t value)
{
    if (const auto found = cards_.find(card); found != cards_.end())
        found->second.link.move(card_itself, control, value);
}

void MixerDesk::moveCard(const std::string& card, std::uint32_t control, std::uint32_t value)
{
    if (const auto found = cards_.find(card); found != cards_.end())
        found->second.link.move(user, control, value);
}

std::vector<MixerDesk::Order> MixerDesk::take(std::uint64_t now_ns)
{
    std::vector<Order> orders;
    const auto add = [&](MixerLink& link, ProgramId program, const std::string& card) {
        for (const auto& [party, change] : link.take(now_ns)) {
            if (party == windows)
                orders.push_back({Order::To::Windows, program, card, change});
            else if (party == card_itself)
                orders.push_back({Order::To::Card, 0, card, change});
            else
                orders.push_back({Order::To::Program, party, {}, change});
        }
    };
    for (auto& [id, program] : programs_)
        if (program.own)
            add(*program.own, id, {});
    for (auto& [name, card] : cards_)
        add(card.link, 0, name);
    return orders;
}

std::uint64_t MixerDesk::due() const
{
    std::uint64_t due = ~std::uint64_t{0};
    for (const auto& [id, program] : programs_)
        if (program.own)
            due = std::min(due, program.own->due());
    for (const auto& [name, card] : cards_)
        due = std::min(due, card.link.due());
    return due;
}

const MixerLink* MixerDesk::linkOf(ProgramId id) const
{
    const auto found = programs_.find(id);
    if (found == programs_.end())
        return nullptr;
    const Program& program = found->second;
    return program.own ? &*program.own : &cards_.at(program.card).link;
}

MixerValues MixerDesk::values(ProgramId id) const
{
    const MixerLink* const link = linkOf(id);
    return link ? link->values() : untouchedMixer();
}

std::string MixerDesk::card(ProgramId id) const
{
    const auto found = programs_.find(id);
    return found == programs_.end() || found->second.own ? std::string() : found->second.card;
}

StreamGain MixerDesk::gain(ProgramId id, std::uint32_t stream_volume, bool main) const
{
    MixerValues mixer = values(id);
    const auto found = cards_.find(card(id));
    const std::uint32_t done = found == cards_.end() ? 0 : found->second.controls;
    for (std::uint32_t control = 0; control < mixerControls; ++control)
        if (done >> control & 1)
            mixer[control] = untouchedMixer()[control];
    return streamGain(mixer, stream_volume, main);
}

}  // namespace dsproxy
