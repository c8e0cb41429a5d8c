// SPDX-License-Identifier: GPL-2.0-or-later
/// Moves what streams have played from the seam to a consumer, in order with their events.
#pragma once

#include "engine/pump/pcm_consumer.h"
#include "engine/pump/stream_reader.h"
#include "engine/pump/tap.h"
#include "engine/seam/feed.h"

#include <atomic>
#include <functional>
#include <map>
#include <vector>

namespace dsproxy {

/// Runs on a thread of its own. The source's clock is the only clock: the pump takes what has
/// been played and never paces anything.
class Pump {
public:
    struct Listeners {
        std::function<void(std::vector<Event>)> events;  ///< but for the internal ones
        std::function<void(const Format&, Frames)> captured;  ///< recorded since the last call
        std::function<void(const MixerState&)> mixer = {};    ///< has changed; may be null
    };
    /// EAGER: the source waits for us (free-running); else wake-ups are gathered for some ms.
    Pump(Feed& feed, PcmConsumer& consumer, Listeners listeners, bool eager,
         std::vector<Tap*> taps = {});

    /// Until the feed has ended and everything in it is written and finished.
    void run();

    /// Another thread: returns when all that was played until now is written, and the files that no
    /// stream writes to are finished. Later streams start new files.
    void rest();

private:
    void round();
    void answerRest();
    void handle(const Event& event);
    void actOn(const Event& event);
    void drain(StreamReader& reader, std::uint64_t end);
    void drop(StreamReader& reader, std::uint64_t end);

    Feed& feed_;
    PcmConsumer& consumer_;
    Listeners listeners_;
    bool eager_;
    std::vector<Tap*> taps_;
    std::atomic<bool> rest_wanted_{false};
    std::atomic<bool> over_{false};
    std::map<std::uint32_t, StreamReader> readers_;
};

}  // namespace dsproxy
