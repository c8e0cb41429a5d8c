// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/realtime.h"

#include <sched.h>
#include <sys/resource.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace dsproxy {
namespace {

constexpr int wanted_priority = 10;
constexpr const char* service = "org.freedesktop.RealtimeKit1";
constexpr const char* object = "/org/freedesktop/RealtimeKit1";

struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};

bool scheduleOurselves()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_RTPRIO, &limit);
    sched_param parameters{};
    parameters.sched_priority = wanted_priority;
    // Without a limit a capability may still allow it.
    if (limit.rlim_cur > 0 && limit.rlim_cur < wanted_priority)
        parameters.sched_priority = static_cast<int>(limit.rlim_cur);
    return ::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &parameters) == 0;
}

template <class Value> Value rtkitProperty(sd_bus* bus, const char* name, char type, Value fallback)
{
    Value value{};
    return sd_bus_get_property_trivial(bus, service, object, service, name, nullptr, type, &value) <
                   0
               ? fallback
               : value;
}

/// RealtimeKit1 refuses whom the kernel would not stop from running for ever.
bool limitRunning(std::int64_t longest_us)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_RTTIME, &limit);
    const auto longest = static_cast<rlim_t>(longest_us);
    limit.rlim_max = std::min(limit.rlim_max, longest);
    limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
    return ::setrlimit(RLIMIT_RTTIME, &limit) == 0;
}

bool askRtkit()
{
    sd_bus* opened = nullptr;
    if (sd_bus_open_system(&opened) < 0)
        return false;
    const std::unique_ptr<sd_bus, CloseBus> bus(opened);
    const auto longest = rtkitProperty<std::int64_t>(opened, "RTTimeUSecMax", 'x', 200'000);
    const auto highest = rtkitProperty<std::int32_t>(opened, "MaxRealtimePriority", 'i', 0);
    if (highest < 1 || !limitRunning(longest))
        return false;
    const auto priority = static_cast<std::uint32_t>(std::min(highest, wanted_priority));
    return sd_bus_call_method(opened, service, object, service, "MakeThreadRealtime", nullptr,
                              nullptr, "tu", static_cast<std::uint64_t>(::gettid()), priority) >= 0;
}

}  // namespace

Scheduling wantRealtime()
{
    if (scheduleOurselves())
        return Scheduling::ByLimit;
    return askRtkit() ? Scheduling::ByRtkit : Scheduling::Normal;
}

}  // namespace dsproxy
