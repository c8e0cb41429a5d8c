// SPDX-License-Identifier: GPL-2.0-or-later
/// Gives what each stream plays to the branches that its route has now.
#pragma once

#include "engine/pump/pcm_consumer.h"
#include "engine/routes/branch.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace dsproxy {

using Branches = std::vector<std::shared_ptr<Branch>>;

/// One for each pump. A route changes between two calls of pcm(): a branch that stays gets every
/// frame once, a new one all from there on, one that leaves nothing more.
class Router {
public:
    /// Any thread. Of a stream that is not there (any more): the branches end at once.
    void route(StreamId stream, Branches branches);
    /// Any thread: what has gone through it since it began.
    Frames frames(StreamId stream) const;

    /// The pump's thread.
    void open(StreamId stream);
    void format(StreamId stream, const Format& format);
    void pcm(StreamId stream, PcmView pcm);
    void close(StreamId stream);
    void closeAll();

private:
    struct Open {
        std::mutex lock;  ///< of wanted and closed
        Branches wanted;
        bool closed = false;
        std::atomic<bool> changed{false};
        std::atomic<std::int64_t> frames{0};
        Branches branches;  ///< the pump's own
        std::optional<Format> format;
    };
    std::shared_ptr<Open> find(StreamId stream) const;
    static void follow(Open& open);

    mutable std::mutex lock_;  ///< of opens_
    std::map<StreamId, std::shared_ptr<Open>> opens_;
    StreamId last_id_ = 0;  ///< the pump's own: whose open last_ is
    std::shared_ptr<Open> last_;
};

}  // namespace dsproxy
