// SPDX-License-Identifier: GPL-2.0-or-later
/// The seam: events in order and streams by id, from one source to one consumer.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/seam/event.h"
#include "engine/seam/mixer_exchange.h"
#include "engine/seam/stream.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

/// The source's threads push, the pump's thread takes. Never blocks the source: a full queue
/// becomes one Gap event that counts what was lost. Opened (unless refused), Format, Reset and
/// Closed are never lost. Wrote and Heard are lost first, and nothing counts them: their positions
/// show it.
class Feed {
public:
    static Result<std::unique_ptr<Feed>> create();

    /// Source: a new open. The stream stays known until forget().
    std::shared_ptr<Stream> addStream();
    /// Source of a recorded feed: the id is given already. An older stream of this id is forgotten.
    std::shared_ptr<Stream> addStream(std::uint32_t id);
    /// Source of a recorded feed: queues an event that has its number. False: the queue is full,
    /// try again when the consumer has taken it.
    bool relay(const Event& event);
    /// Source: numbers and queues an event, wakes the consumer.
    void push(const Event& event);
    /// Source: PCM is worth looking at (or nothing more will come). Cheap when already rung.
    void ring();
    /// Source: no event follows; the consumer drains what is there and ends.
    void end();

    /// Consumer: PCM alone may have rung.
    bool hasEvents();
    /// Consumer: all queued events, oldest first.
    std::vector<Event> take();
    std::shared_ptr<Stream> stream(std::uint32_t id);
    void forget(std::uint32_t id);
    bool ended() const { return ended_.load(); }
    /// Consumer: readable when rung. answered() rearms it; call it before take().
    int fd() const { return doorbell_.get(); }
    void answered();

    /// Consumer to source, before the first event: push Wrote and Heard too. Asked before such an
    /// event is made.
    std::atomic<bool> timing_wanted{false};

    /// Source: the mixer has changed, or the volume of a stream. Wakes the consumer.
    void tellMixer(const MixerState& state);
    /// Consumer: wakes the source, which acts on it.
    void setMixer(const MixerChange& change);
    MixerExchange& mixer() { return mixer_; }

    /// Consumer to source: `consumed` moved and somebody waits for it (free-running streams), or
    /// the mixer has changes to take.
    int progressFd() const { return progress_.get(); }
    void progressed();
    std::atomic<bool> progress_wanted{false};

private:
    Feed(UniqueFd doorbell, UniqueFd progress);
    bool makeRoom(const Event& event);

    UniqueFd doorbell_;
    UniqueFd progress_;
    std::atomic<bool> rung_{false};
    std::atomic<bool> ended_{false};
    MixerExchange mixer_;
    std::mutex mutex_;
    std::vector<Event> queue_;
    std::uint64_t sequence_ = 0;
    std::uint32_t lost_ = 0;
    std::map<std::uint32_t, std::shared_ptr<Stream>> streams_;
    std::uint32_t next_stream_ = 1;
};

}  // namespace dsproxy
