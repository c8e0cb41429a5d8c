// SPDX-License-Identifier: GPL-2.0-or-later
/// The rootless source: answers the trapped calls of one tree of programs.
#pragma once

#include "engine/sources/process/clock.h"
#include "engine/sources/process/fd_calls.h"
#include "engine/sources/process/ioctl_calls.h"
#include "engine/sources/process/map_calls.h"
#include "engine/sources/process/path_calls.h"
#include "engine/sources/process/transfer_calls.h"

#include <memory>
#include <mutex>
#include <thread>

namespace dsproxy::process {

/// Two threads: one receives and answers, one is the clock. One lock for all device state.
class ProcessSource {
public:
    struct Settings {
        NumberRange range;
        Device::Settings device;
        bool set_uid_ignored = false;
    };

    static Result<std::unique_ptr<ProcessSource>> create(UniqueFd listener, InFlight& in_flight,
                                                         Feed& feed, Settings settings);
    ~ProcessSource();

    /// Starts both threads. They end when no program is left and all has been heard.
    void start();
    void join();

    /// The main program was killed: what is queued is recorded at once, not in real time.
    void flush();

    /// No stream is open: nothing of the program plays or records any more.
    bool silent();

private:
    ProcessSource(UniqueFd listener, InFlight& in_flight, Feed& feed, Settings settings);
    void answerCalls();
    Reply dispatch(const Trapped& call, std::uint64_t now_ns);
    void serve(const Trapped& call);

    std::mutex lock_;
    InFlight& in_flight_;
    Listener listener_;
    Device device_;
    Session session_;
    PathCalls path_calls_;
    FdCalls fd_calls_;
    TransferCalls transfer_calls_;
    IoctlCalls ioctl_calls_;
    MapCalls map_calls_;
    std::unique_ptr<Clock> clock_;
    std::atomic<bool> deserted_{false};
    std::thread receiver_;
    std::thread timekeeper_;
};

}  // namespace dsproxy::process
