// SPDX-License-Identifier: GPL-2.0-or-later
/// All mixers of a user: what each program's mixer moves, and who has to hear of it.
#pragma once

#include "engine/mixer/mixer_link.h"
#include "engine/mixer/saved_volumes.h"
#include "engine/mixer/volume_law.h"

#include <string>

namespace dsproxy {

/// A program's mixer is its own: it moves the volume of its streams, and is found again at the
/// program's next start. Or it is that of a card, which all that want this card then share. While
/// the card is not there, it is its own, and what the card does not have is done to the streams.
///
/// Pure but for SAVED, which the caller writes when it is due. One thread.
class MixerDesk {
public:
    using ProgramId = std::uint32_t;  ///< not 0

    /// ORIGIN is another one for each start of the service, and not 0.
    MixerDesk(std::uint64_t origin, SavedVolumes& saved);

    MixerDesk(const MixerDesk&) = delete;
    MixerDesk& operator=(const MixerDesk&) = delete;

    /// A program's mixer has come, as STATE. NAME is what its volumes are saved by; CARD is empty
    /// or the one that it wants to move. What it has set by itself holds against what is saved;
    /// what an earlier service has set holds as a whole.
    void attach(ProgramId id, const std::string& name, const std::string& card,
                const MixerState& state);
    void detach(ProgramId id);
    /// Another card from now on, or none.
    void want(ProgramId id, const std::string& card);

    /// CONTROLS and VALUES are those of CardControls. A card that is there already has new ones.
    void insertCard(const std::string& card, std::uint32_t controls, const MixerValues& values);
    void removeCard(const std::string& card);

    /// A program has set something.
    void hear(ProgramId id, const MixerState& state, std::uint64_t now_ns);
    /// Somebody has moved a control on the card: CardControls::changes().
    void hearCard(const std::string& card, std::uint32_t control, std::uint32_t value);
    /// The user sets it, in a window or by a command: for a program, and with it for its card.
    void move(ProgramId id, std::uint32_t control, std::uint32_t value, std::uint64_t now_ns);
    void moveCard(const std::string& card, std::uint32_t control, std::uint32_t value);

    struct Order {
        enum class To { Program, Card, Windows };
        To to;
        ProgramId program;  ///< 0: it is about a card
        std::string card;  ///< empty: it is about a program
        MixerChange change;
    };
    /// What is to be set and told now; each once. Windows are told about a program's own mixer or
    /// about a card's, also what they have set themselves.
    std::vector<Order> take(std::uint64_t now_ns);
    /// When take() has something again; ~0: not before something is heard.
    std::uint64_t due() const;

    /// Untouched for a program that is not here.
    MixerValues values(ProgramId id) const;
    /// The card whose mixer the program's is now; empty: its own.
    std::string card(ProgramId id) const;
    /// What the samples of one of its streams are multiplied by; see streamGain().
    StreamGain gain(ProgramId id, std::uint32_t stream_volume, bool main) const;

private:
    struct Card {
        std::uint32_t controls;
        MixerLink link;
    };
    struct Program {
        std::string name;
        std::string card;  ///< that it wants
        std::optional<MixerLink> own;  ///< nothing: it is in the link of its card
    };
    Card* cardOf(const Program& program);
    const MixerLink* linkOf(ProgramId id) const;
    void place(ProgramId id, Program& program);
    void release(ProgramId id, Program& program);
    void keep(const Program& program, std::uint64_t now_ns);
    MixerLink makeLink(const MixerValues& values);

    MixerMark mark_;
    SavedVolumes& saved_;
    std::map<ProgramId, Program> programs_;
    std::map<std::string, Card> cards_;
};

}  // namespace dsproxy
