// SPDX-License-Identifier: GPL-2.0-or-later
/// One way that the PCM of one stream goes: into a mixed sink, into a recording.
#pragma once

#include "engine/pcm/format.h"

namespace dsproxy {

/// Called on the pump's thread, in the order format (pcm | format)* end. None of these may block,
/// wait for a disk or a card, or fail: what goes wrong behind it is told by its owner.
class Branch {
public:
    virtual ~Branch() = default;

    /// What follows has this format. Comes before the first PCM.
    virtual void format(const Format& format) = 0;
    /// Whole frames, each of them once; the bytes are lent for the call.
    virtual void pcm(PcmView pcm) = 0;
    /// The stream has ended, or goes elsewhere from here on. Nothing follows.
    virtual void end() = 0;
};

}  // namespace dsproxy
