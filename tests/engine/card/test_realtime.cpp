// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/realtime.h"

#include "private_bus.h"

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace dsproxy::test {
namespace {

constexpr const char* rtkit = "org.freedesktop.RealtimeKit1";
constexpr const char* object = "/org/freedesktop/RealtimeKit1";
constexpr std::int64_t longest_us = 150'000;

/// Answers as RealtimeKit1 does, and keeps what it was asked.
class Rtkit {
public:
    explicit Rtkit(const PrivateBus& bus) : peer_(bus)
    {
        sd_bus_add_object_vtable(peer_.bus(), nullptr, object, rtkit, vtable, this);
        sd_bus_request_name(peer_.bus(), rtkit, 0);
        peer_.serve();
    }
    std::uint64_t thread() const { return thread_; }
    std::uint32_t priority() const { return priority_; }

private:
    static int onMake(sd_bus_message* message, void* self, sd_bus_error*)
    {
        auto& served = *static_cast<Rtkit*>(self);
        std::uint64_t thread = 0;
        std::uint32_t priority = 0;
        sd_bus_message_read(message, "tu", &thread, &priority);
        served.thread_ = thread;
        served.priority_ = priority;
        return sd_bus_reply_method_return(message, "");
    }
    static int onProperty(sd_bus*, const char*, const char*, const char* property,
                          sd_bus_message* reply, void*, sd_bus_error*)
    {
        if (std::string_view(property) == "MaxRealtimePriority")
            return sd_bus_message_append(reply, "i", 5);
        return sd_bus_message_append(reply, "x", longest_us);
    }
    static const sd_bus_vtable vtable[];

    std::atomic<std::uint64_t> thread_ = 0;
    std::atomic<std::uint32_t> priority_ = 0;
    BusPeer peer_;
};

const sd_bus_vtable Rtkit::vtable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("MakeThreadRealtime", "tu", "", onMake, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("MaxRealtimePriority", "i", onProperty, 0, 0),
    SD_BUS_PROPERTY("RTTimeUSecMax", "x", onProperty, 0, 0),
    SD_BUS_VTABLE_END,
};

/// A thread that the kernel itself refuses: no capability, no limit.
void onRefusedThread(const std::function<void()>& run)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_RTPRIO, &limit);
    limit.rlim_cur = 0;
    ::setrlimit(RLIMIT_RTPRIO, &limit);
    std::thread([&] {
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct none[2]{};
        ::syscall(SYS_capset, &header, none);
        run();
    }).join();
}

TEST(Realtime, theKernelsOwnWayComesFirst)
{
    std::thread([] {
        sched_param parameters{};
        parameters.sched_priority = 1;
        if (::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &parameters) != 0)
            GTEST_SKIP() << "no limit or capability for it";
        EXPECT_EQ(wantRealtime(), Scheduling::ByLimit);
        EXPECT_EQ(::sched_getscheduler(0), SCHED_RR | SCHED_RESET_ON_FORK);
    }).join();
}

TEST(Realtime, rtkitIsAskedForThisThreadWithinItsLimits)
{
    const PrivateBus bus("DBUS_SYSTEM_BUS_ADDRESS");
    const Rtkit served(bus);
    std::uint64_t thread = 0;
    onRefusedThread([&] {
        EXPECT_EQ(wantRealtime(), Scheduling::ByRtkit);
        thread = static_cast<std::uint64_t>(::gettid());
    });
    EXPECT_EQ(served.thread(), thread);
    EXPECT_EQ(served.priority(), 5U);
    rlimit limit{};
    ::getrlimit(RLIMIT_RTTIME, &limit);
    EXPECT_LE(limit.rlim_max, static_cast<rlim_t>(longest_us));
}

TEST(Realtime, withoutAnyoneToAskItStaysAsItIs)
{
    ::setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", 1);
    onRefusedThread([] {
        EXPECT_EQ(wantRealtime(), Scheduling::Normal);
        EXPECT_EQ(::sched_getscheduler(0), SCHED_OTHER);
    });
    ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
}

}  // namespace
}  // namespace dsproxy::test
