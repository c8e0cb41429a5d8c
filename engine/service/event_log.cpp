// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/event_log.h"

#include <algorithm>

namespace dsproxy {

namespace {

/// So much may wait for a client that reads later, beyond the backlog.
constexpr std::size_t slackBytes = 512 * 1024;
/// Each costs descriptors and the memory of its backlog.
constexpr std::size_t followersMax = 32;

}  // namespace

void EventLog::add(const Event& event)
{
    if (spool_)
        spool_->add(event);
    const std::lock_guard guard(lock_);
    events_.push_back(event);
    if (events_.size() > events_max_)
        events_.pop_front();
    forgetGone();
    for (const auto& outlet : outlets_)
        tell(*outlet, event);
}

void EventLog::forgetGone()
{
    std::erase_if(outlets_, [](const auto& outlet) { return outlet->hasGone(); });
}

/// What a client was too late for is told with the next event that he gets.
void EventLog::tell(Outlet& outlet, const Event& event)
{
    if (const std::uint32_t lost = outlet.takeLost()) {
        Event gap{};
        gap.kind = EventKind::Gap;
        gap.time_ns = event.time_ns;
        gap.value = lost;
        const bool told =
            outlet.put({link::RecordKind::Event, 0, 0}, std::as_bytes(std::span(&gap, 1)));
        if (!told)
            return outlet.addLost(lost);
    }
    outlet.put({link::RecordKind::Event, event.stream, event.position},
               std::as_bytes(std::span(&event, 1)));
}

Result<Outlet::Ends> EventLog::follow(Backlog backlog)
{
    const std::lock_guard guard(lock_);
    forgetGone();
    if (outlets_.size() >= followersMax)
        return fail(ErrorCode::System, EBUSY, "log");
    const std::size_t old = backlog == Backlog::All ? events_.size() : 0;
    auto opened = Outlet::open(old * (sizeof(Event) + 64) + slackBytes);
    if (!opened)
        return std::unexpected(opened.error());
    auto& [outlet, ends] = *opened;
    for (std::size_t i = events_.size() - old; i < events_.size(); ++i)
        tell(*outlet, events_[i]);
    outlets_.push_back(std::move(outlet));
    return std::move(ends);
}

}  // namespace dsproxy
