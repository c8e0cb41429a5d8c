// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/session.h"

#include "engine/sources/process/closing.h"

#include <algorithm>
#include <cerrno>

namespace dsproxy::process {

int Session::freeNumber(const Task& task, int from) const
{
    const auto taken = [&](int number) {
        return std::ranges::any_of(device.opens(),
                                   [&](const Open& open) { return open.number == number; });
    };
    // A number that no other open has keeps lookups unambiguous; with more opens they must share.
    for (const bool share : {false, true})
        for (int number = std::max(range.first, from); number <= range.last; ++number)
            if ((share || !taken(number)) && task.isFree(number))
                return number;
    return -1;
}

bool Session::removeIfClosed(Open& open, std::uint64_t now_ns)
{
    if (!closed(open))
        return false;
    lookup.forgetAll();
    std::erase_if(suspended, [&](const Suspended& one) { return one.open == &open; });
    device.remove(open, now_ns);
    return true;
}

Reply Session::wait(Open& open, WaitingCall waiting) const
{
    if (!in_flight.keep(waiting.call.id))
        return Reply::error(EAGAIN);
    waiting.signal_check_ns = monotonicNow();
    open.waiting.push_back(std::move(waiting));
    return Reply::waiting();
}

}  // namespace dsproxy::process
