// SPDX-License-Identifier: GPL-2.0-or-later
/// What the handlers of trapped calls share.
#pragma once

#include "engine/sources/process/listener.h"
#include "engine/sources/process/lookup.h"
#include "engine/sources/process/number_range.h"
#include "engine/sources/process/pieces.h"

#include <memory>
#include <vector>

namespace dsproxy::process {

struct Session {
    Listener& listener;
    Device& device;
    NumberRange range;
    Lookup lookup;
    InFlight& in_flight;

    /// A transfer that a signal without handler cut: the kernel repeats it, we go on with it.
    struct Suspended {
        Trapped call;
        Open* open;
        std::shared_ptr<Pieces> pieces;
    };
    std::vector<Suspended> suspended;

    Open* touched = nullptr;  ///< the open that the call in hand is about

    Found findArgument(const Trapped& call, std::size_t argument, std::uint64_t now_ns)
    {
        return find(call, call.fd(argument), now_ns);
    }
    Found find(const Trapped& call, int fd, std::uint64_t now_ns)
    {
        const Found found = lookup.find(Task(call.tid), fd, now_ns);
        if (found)
            touched = found.open;
        return found;
    }

    /// A number of the range, at least `from`, for one more device of a task; -1: all are taken.
    int freeNumber(const Task& task, int from = 0) const;

    /// For readiness: a socketpair's far end is fetched from the caller, who holds it.
    static Readiness::ProgramEnd endOf(const Trapped& call, int fd)
    {
        return [tid = call.tid, fd] { return Task(tid).take(fd); };
    }

    /// True when the open has played out and is forgotten.
    bool removeIfClosed(Open& open, std::uint64_t now_ns);

    /// Answers later: the clock calls proceed() until it returns a reply.
    Reply wait(Open& open, WaitingCall waiting) const;
};

}  // namespace dsproxy::process
