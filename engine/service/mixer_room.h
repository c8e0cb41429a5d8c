// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixers of all launchers and of the cards that they move, and the volumes that are kept.
#pragma once

#include "engine/mixer/card_controls.h"
#include "engine/mixer/mixer_desk.h"
#include "engine/service/engine.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace dsproxy {

/// The control thread's. Who calls hear() or move() calls act() afterwards, and when due() has
/// come.
class MixerRoom {
public:
    struct Places {
        std::string saved;  ///< file of the volumes that are kept; empty: none are
        std::string table;  ///< file of the mapping table of cards; not there: ALSA's own table
        std::string card;   ///< that programs move; empty: each moves its own streams only
    };
    /// Tells a launcher what its mixer is to be.
    using Tell = std::function<void(std::uint32_t device, const MixerChange&)>;
    MixerRoom(Engine& engine, const Places& places, Tell tell);
    ~MixerRoom();

    void hear(std::uint32_t device, const std::string& program, const MixerState& state,
              std::uint64_t now_ns);
    void leave(std::uint32_t device);
    /// A client sets it.
    void move(std::uint32_t device, std::uint32_t control, std::uint32_t value,
              std::uint64_t now_ns);

    /// Carries out what is to be done by now. True: somebody's mixer has changed.
    bool act(std::uint64_t now_ns);
    /// When act() is wanted; ~0: not before something is heard.
    std::uint64_t due() const;

    /// To be polled, and followed by act(); the card's.
    std::vector<pollfd> descriptors() const;
    void hearCard();

    MixerValues values(std::uint32_t device) const { return desk_.values(device); }

private:
    void openCard();
    void carryOut(const MixerDesk::Order& order);
    void applyGain(std::uint32_t device);

    Engine& engine_;
    const Places places_;
    const Tell tell_;
    SavedVolumes saved_;
    MixerDesk desk_;
    std::unique_ptr<CardControls> card_;
    std::set<std::uint32_t> devices_;
};

}  // namespace dsproxy
