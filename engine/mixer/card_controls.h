// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer of a card, seen as the mixer of OSS: what programs set moves it, and what others move
/// on it is told.
#pragma once

#include "engine/mixer/card_channel.h"
#include "engine/mixer/card_source.h"
#include "engine/mixer/oss_mixer_table.h"
#include "engine/seam/mixer_state.h"

#include <poll.h>

#include <memory>

namespace dsproxy {

/// One thread, which sleeps on descriptors() between calls.
class CardControls {
public:
    /// NAME is one of ALSA's for a control: "hw:0", "hw:PCH", "default". OpenFailed with the errno.
    static Result<std::unique_ptr<CardControls>> open(const std::string& name,
                                                      const OssMixerTable& table);

    CardControls(const CardControls&) = delete;
    CardControls& operator=(const CardControls&) = delete;

    /// A bit for each control that the card has: channels, and recordSourceControl.
    std::uint32_t controls() const;
    /// What the card has; controls that it does not have are untouched.
    MixerValues values() const;

    /// Sets a control; nothing of it comes back from changes(). One that the card does not have is
    /// ignored. WriteFailed: the card did not take it, or not all.
    Result<void> set(std::uint32_t control, std::uint32_t value);

    /// Another table from now on; all that the card has may be new.
    void use(const OssMixerTable& table);

    std::vector<pollfd> descriptors() const;
    struct Move {
        std::uint32_t control;
        std::uint32_t value;
    };
    /// Called when a descriptor has something: what somebody else has moved since. An error: the
    /// card is gone, and no more will come.
    Result<std::vector<Move>> changes();

private:
    struct Closer {
        void operator()(snd_hctl_t* card) const { ::snd_hctl_close(card); }
    };
    CardControls(std::unique_ptr<snd_hctl_t, Closer> card, const OssMixerTable& table);
    void map();
    std::vector<Move> remap();
    template <class Which> std::vector<Move> look(Which which);
    static int onElement(snd_hctl_elem_t* element, unsigned mask);
    static int onCard(snd_hctl_t* card, unsigned mask, snd_hctl_elem_t* element);

    std::unique_ptr<snd_hctl_t, Closer> card_;
    OssMixerTable table_;
    std::array<CardChannel, OSS_MIXER_CHANNELS> channels_;
    CardSource source_;
    std::vector<snd_hctl_elem_t*> moved_;  ///< have other values
    bool unmapped_ = false;  ///< elements came or went
};

}  // namespace dsproxy
