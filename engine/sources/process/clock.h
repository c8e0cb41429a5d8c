// SPDX-License-Identifier: GPL-2.0-or-later
/// The thread for which time passes: it advances streams, ends waits, and notices hang-ups.
#pragma once

#include "engine/sources/process/session.h"

#include <functional>
#include <mutex>

namespace dsproxy::process {

/// Sleeps until the earliest deadline of any open; with nothing open it sleeps for ever.
class Clock {
public:
    static Result<std::unique_ptr<Clock>> create(Session& session, std::mutex& lock);

    /// Runs until stop() or until no program is left and every open has played out.
    void run();

    /// The callers of these hold the lock.
    void watch(Open& open);
    void rearm(Open& open, std::uint64_t now_ns);
    void wake(Open& open);

    /// Called, under the lock, when the last program of the tree has gone.
    std::function<void()> on_deserted;

private:
    Clock(Session& session, std::mutex& lock, UniqueFd epoll, UniqueFd timer);
    void watchFd(int fd, std::uint32_t events, std::uint64_t tag);
    void handle(std::uint64_t tag, std::uint32_t events, std::uint64_t now_ns);
    void tick(std::uint64_t now_ns);
    void serve(Open& open, std::uint64_t now_ns);
    void moveChannels(Open& open, std::uint64_t now_ns);
    void moveIn(Open& open, int fd, std::uint64_t now_ns);
    void listen(Open& open, DataChannel& channel);
    void moveOut(Open& open, DataChannel& channel, std::uint64_t now_ns);
    void proceed(Open& open, std::uint64_t now_ns);
    Interruption interruption(WaitingCall& waiting, std::uint64_t now_ns, bool& gone);
    std::uint64_t signalCheck() const;
    void setTimer(std::uint64_t at_ns);

    Session& session_;
    std::mutex& lock_;
    UniqueFd epoll_;
    UniqueFd timer_;
    std::uint64_t armed_ns_ = ~std::uint64_t{0};
    bool deserted_ = false;
};

}  // namespace dsproxy::process
