// SPDX-License-Identifier: GPL-2.0-or-later
/// The service's log: the newest events of all streams, in memory, and who follows them.
#pragma once

#include "engine/seam/event.h"
#include "engine/service/log_spool.h"
#include "engine/service/outlet.h"

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

/// Any thread. Event::stream is the engine's number of it here.
class EventLog {
public:
    /// SPOOL may be null: nothing is written to a disk.
    EventLog(std::size_t events_max, std::unique_ptr<LogSpool> spool)
        : events_max_(events_max), spool_(std::move(spool))
    {
    }

    void add(const Event& event);

    enum class Backlog { All, None };
    /// What is there now (or not), and all that comes, until the client goes. EBUSY: too many do.
    Result<Outlet::Ends> follow(Backlog backlog);

private:
    void forgetGone();
    static void tell(Outlet& outlet, const Event& event);

    std::mutex lock_;
    std::size_t events_max_;
    const std::unique_ptr<LogSpool> spool_;
    std::deque<Event> events_;
    std::vector<std::shared_ptr<Outlet>> outlets_;
};

}  // namespace dsproxy
