// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/mixer_room.h"

#include "engine/mixer/mixer_table_file.h"

#include <sys/random.h>

namespace dsproxy {

namespace {

constexpr std::uint32_t full = mixerVolume(100, 100);

std::uint64_t newOrigin()
{
    std::uint64_t origin = 0;
    while (origin == 0)
        if (::getrandom(&origin, sizeof origin, 0) != sizeof origin)
            origin = 1;
    return origin;
}

/// A file that cannot be used leaves the volumes in memory only.
SavedVolumes loadSaved(const std::string& path)
{
    auto saved = SavedVolumes::load(path);
    return saved ? std::move(*saved) : *SavedVolumes::load({});
}

}  // namespace

MixerRoom::MixerRoom(Engine& engine, const Places& places, Tell tell)
    : engine_(engine), places_(places), tell_(std::move(tell)), saved_(loadSaved(places.saved)),
      desk_(newOrigin(), saved_)
{
}

MixerRoom::~MixerRoom()
{
    if (!places_.saved.empty() && saved_.due() != ~std::uint64_t{0})
        std::ignore = saved_.save(saved_.due());
}

/// A card that is not there, or not any more, is looked for when the next program comes.
void MixerRoom::openCard()
{
    if (card_ || places_.card.empty())
        return;
    const auto table = loadMixerTable(places_.table);
    auto card = CardControls::open(places_.card, table.value_or(OssMixerTable::parse("")));
    if (!card)
        return;
    card_ = std::move(*card);
    desk_.insertCard(places_.card, card_->controls(), card_->values());
}

void MixerRoom::hear(std::uint32_t device, const std::string& program, const MixerState& state,
                     std::uint64_t now_ns)
{
    if (devices_.insert(device).second) {
        openCard();
        desk_.attach(device, program, places_.card, state);
    } else {
        desk_.hear(device, state, now_ns);
    }
    applyGain(device);
}

void MixerRoom::leave(std::uint32_t device)
{
    if (devices_.erase(device) == 0)
        return;
    desk_.detach(device);
    engine_.forgetDevice(device);
}

void MixerRoom::move(std::uint32_t device, std::uint32_t control, std::uint32_t value,
                     std::uint64_t now_ns)
{
    desk_.move(device, control, value, now_ns);
}

void MixerRoom::applyGain(std::uint32_t device)
{
    engine_.setMixerGain(device, {desk_.gain(device, full, true), desk_.gain(device, full, false)});
}

void MixerRoom::carryOut(const MixerDesk::Order& order)
{
    if (order.to == MixerDesk::Order::To::Program)
        tell_(order.program, order.change);
    if (order.to == MixerDesk::Order::To::Card && card_)
        std::ignore = card_->set(order.change.control, order.change.value);
}

bool MixerRoom::act(std::uint64_t now_ns)
{
    const auto orders = desk_.take(now_ns);
    for (const MixerDesk::Order& order : orders)
        carryOut(order);
    if (!orders.empty())
        for (const std::uint32_t device : devices_)
            applyGain(device);
    if (!places_.saved.empty() && saved_.due() <= now_ns)
        std::ignore = saved_.save(now_ns);
    return !orders.empty();
}

std::uint64_t MixerRoom::due() const
{
    const std::uint64_t saving = places_.saved.empty() ? ~std::uint64_t{0} : saved_.due();
    return std::min(desk_.due(), saving);
}

std::vector<pollfd> MixerRoom::descriptors() const
{
    return card_ ? card_->descriptors() : std::vector<pollfd>();
}

void MixerRoom::hearCard()
{
    if (!card_)
        return;
    const auto moves = card_->changes();
    if (!moves) {
        desk_.removeCard(places_.card);
        card_.reset();
        return;
    }
    for (const CardControls::Move& move : *moves)
        desk_.hearCard(places_.card, move.control, move.value);
}

}  // namespace dsproxy
