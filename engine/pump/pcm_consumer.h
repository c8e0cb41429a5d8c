// SPDX-License-Identifier: GPL-2.0-or-later
/// Who takes what streams play: the recorder of a command, the router of the service.
#pragma once

#include "engine/pcm/format.h"

#include <cstdint>

namespace dsproxy {

using StreamId = std::uint32_t;  ///< as in Event::stream

/// All functions are called on the pump's thread.
class PcmConsumer {
public:
    virtual ~PcmConsumer() = default;

    /// From here on STREAM has this format: what it played in another one is complete.
    virtual void format(StreamId stream, const Format& format) = 0;
    /// Whole frames that have been heard, each once, in order; the bytes are lent for the call.
    virtual void pcm(StreamId stream, PcmView pcm) = 0;
    /// Also of one that was never heard of.
    virtual void closed(StreamId stream) = 0;
    /// About once a second: from now on all files survive our death up to here.
    virtual void tick() = 0;
    /// Finishes what no stream writes to now; a later stream starts anew.
    virtual void rest() = 0;
    /// The ordinary end. Nothing may follow.
    virtual void finish() = 0;
};

}  // namespace dsproxy
