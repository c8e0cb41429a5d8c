// SPDX-License-Identifier: GPL-2.0-or-later
/// Somebody who wants all that the pump takes, in the order in which it acts on it.
#pragma once

#include "engine/pcm/format.h"
#include "engine/seam/event.h"

#include <cstdint>

namespace dsproxy {

/// Called on the pump's thread.
class Tap {
public:
    virtual ~Tap() = default;

    /// What was played before it has come already.
    virtual void event(const Event& event) = 0;
    /// Whole frames of STREAM from POSITION on; the bytes are lent for the call.
    virtual void heard(std::uint32_t stream, std::uint64_t position, PcmView pcm) = 0;
    /// Written, and thrown away by the Reset that comes next.
    virtual void dropped(std::uint32_t stream, std::uint64_t position, PcmView pcm) = 0;
    /// About once a second: all of it must survive our death from now on.
    virtual void tick() = 0;
    /// The files that no stream writes to were finished; a later stream starts new ones.
    virtual void rest() = 0;
    /// Nothing follows.
    virtual void finish() = 0;
};

}  // namespace dsproxy
