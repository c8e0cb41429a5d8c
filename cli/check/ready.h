// SPDX-License-Identifier: GPL-2.0-or-later
/// Readiness of one device.
#pragma once

#include "device.h"
#include "report.h"

#include <poll.h>
#include <sys/select.h>

namespace dsproxy::check {

/// poll(): the events that came; 0 after MS milliseconds. Noted.
inline int polled(const Device& dsp, int events, int ms)
{
    pollfd entry{dsp.fd(), static_cast<short>(events), 0};
    const unsigned slot = noteBegin("poll(" + std::to_string(dsp.fd()) + ", " + hex(events) + ", " +
                                    std::to_string(ms) + " ms)");
    const int count = ::poll(&entry, 1, ms);
    noteEnd(slot, " = " + std::to_string(count) + " revents " + hex(entry.revents));
    return count > 0 ? entry.revents : count;
}

/// select(): is it readable (READ) or writable within MS milliseconds?
inline bool selected(const Device& dsp, bool read, int ms)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(dsp.fd(), &set);
    timeval limit{ms / 1000, ms % 1000 * 1000};
    const unsigned slot =
        noteBegin("select(" + std::to_string(dsp.fd()) + (read ? " readable, " : " writable, ") +
                  std::to_string(ms) + " ms)");
    const int count =
        ::select(dsp.fd() + 1, read ? &set : nullptr, read ? nullptr : &set, nullptr, &limit);
    noteEnd(slot, " = " + std::to_string(count));
    return count == 1 && FD_ISSET(dsp.fd(), &set);
}

}  // namespace dsproxy::check
