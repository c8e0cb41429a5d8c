// SPDX-License-Identifier: GPL-2.0-or-later
/// What a thread of live sound can be woken by: others, and its own slow timer.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/base/units.h"

#include <atomic>
#include <memory>

namespace dsproxy {

/// One thread sleeps on it, any thread rings.
class Wake {
public:
    static Result<std::shared_ptr<Wake>> create();

    void ring();
    /// Rings only when the thread has said that it sleeps; else costs nothing.
    void ringAsleep();

    /// The thread: readable when rung or when the timer has ticked.
    int fd() const { return poll_.get(); }
    /// From now on a tick each PERIOD; zero: none.
    void tickEach(Nanoseconds period);
    /// Sleeps until woken, when NOTHING_TO_DO still says so.
    template <class Idle> void sleepIf(Idle nothing_to_do)
    {
        asleep_.store(true);
        if (nothing_to_do())
            wait();
        asleep_.store(false);
    }
    /// Rearms; says how many ticks there were. Call it before looking at what woke.
    std::uint64_t answer();

private:
    Wake(UniqueFd poll, UniqueFd bell, UniqueFd timer)
        : poll_(std::move(poll)), bell_(std::move(bell)), timer_(std::move(timer))
    {
    }
    void wait();

    UniqueFd poll_;
    UniqueFd bell_;
    UniqueFd timer_;
    std::int64_t tick_ns_ = 0;
    std::atomic<bool> asleep_{false};
};

}  // namespace dsproxy
