// SPDX-License-Identifier: GPL-2.0-or-later
/// What waits for the thread of a recording, in the order in which it came from any others.
#pragma once

#include "engine/pump/pcm_consumer.h"
#include "engine/recording/pre_roll.h"
#include "engine/routes/stream_facts.h"
#include "engine/sinks/tags.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <optional>
#include <variant>

namespace dsproxy {

/// Frames of one stream that found no room since the last that did.
using LostFrames = std::atomic<std::int64_t>;

struct Message {
    struct Connected {
        StreamFacts facts;
        std::shared_ptr<LostFrames> lost;
    };
    struct Renamed {
        std::uint32_t facts_id;
        std::string song;
        std::string label;
    };
    struct Sound {
        Format format;
        std::vector<std::byte> bytes;
        Frames lost;  ///< did not fit in, just before
    };
    struct Ended {};
    struct Pause {
        bool on;
    };
    struct Split {};
    struct SetTags {
        Tags tags;
    };
    struct Stop {};

    StreamId stream = 0;  ///< within the recording; 0 where it concerns all
    std::variant<Connected, Renamed, Heard, Sound, Ended, Pause, Split, SetTags, Stop> what;
};

/// Any thread may put in; one takes. No caller waits for more than a push into a list.
class Inbox {
public:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;

    explicit Inbox(Bytes capacity) : capacity_(capacity) {}

    /// Room for BYTES of sound; false: there is none, or nobody takes any more. What got room is
    /// put in next, and given back when it has been dealt with.
    bool claim(Bytes bytes);
    void release(Bytes bytes) { held_ -= cost(bytes); }
    void put(Message message);
    /// Nothing put in from now on is taken.
    void close() { closed_ = true; }
    bool closed() const { return closed_; }

    /// Frames that found no room.
    void lose(Frames frames) { lost_ += frames.value; }
    Frames lost() const { return Frames(lost_); }

    /// All that is there; sleeps until there is something, or until DEADLINE. Sound is let gather
    /// for a moment, so that many streams wake the thread no more often than one does.
    std::deque<Message> take(Deadline deadline);

private:
    /// Many small pieces take more memory than their sound.
    static std::int64_t cost(Bytes bytes) { return bytes.value + std::int64_t{sizeof(Message)}; }

    const Bytes capacity_;
    std::atomic<std::int64_t> held_ = 0;
    std::atomic<std::int64_t> lost_ = 0;
    std::atomic<bool> closed_ = false;
    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Message> messages_;
    bool urgent_ = false;  ///< something of these does not bear to wait
};

}  // namespace dsproxy
