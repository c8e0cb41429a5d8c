// SPDX-License-Identifier: GPL-2.0-or-later
/// The kernel's queue of trapped calls: receive one, answer it, hand over a descriptor.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/in_flight.h"
#include "engine/sources/process/trapped.h"

#include <optional>

namespace dsproxy::process {

/// Calls may come from any thread; receive() from one.
class Listener {
public:
    Listener(UniqueFd fd, InFlight& in_flight);

    /// Blocks until a call is trapped. Nothing when a signal came or no program is left.
    std::optional<Trapped> receive();

    /// False when the caller is gone (killed, or its tid reused): what was read of it is void.
    bool valid(const Trapped& call) const;

    /// A dead caller is no error: nobody waits for the answer.
    void send(const Trapped& call, Reply reply);

    struct Install {
        int fd;           ///< ours, duplicated into the program
        int number = -1;  ///< replace this number; -1: the lowest free one
        bool close_on_exec = false;
    };
    /// Puts a descriptor into the program; the call goes on waiting. Returns its number there.
    Result<int> install(const Trapped& call, Install what) const;
    /// The same, and answers the call with the number, atomically.
    Result<int> installAndAnswer(const Trapped& call, Install what);

    int fd() const { return fd_.get(); }

private:
    Result<int> addFd(const Trapped& call, Install what, unsigned flags) const;

    UniqueFd fd_;
    InFlight& in_flight_;
};

}  // namespace dsproxy::process
