// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/wake.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

namespace dsproxy {

Result<std::shared_ptr<Wake>> Wake::create()
{
    UniqueFd poll(::epoll_create1(EPOLL_CLOEXEC));
    UniqueFd bell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    UniqueFd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!poll || !bell || !timer)
        return systemError("eventfd");
    for (const int fd : {bell.get(), timer.get()}) {
        epoll_event event{};
        event.events = EPOLLIN;
        if (::epoll_ctl(poll.get(), EPOLL_CTL_ADD, fd, &event) < 0)
            return systemError("epoll_ctl");
    }
    return std::shared_ptr<Wake>(new Wake(std::move(poll), std::move(bell), std::move(timer)));
}

void Wake::ring()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell_.get(), &one, sizeof one);
}

void Wake::ringAsleep()
{
    if (asleep_.load() && asleep_.exchange(false))
        ring();
}

void Wake::tickEach(Nanoseconds period)
{
    if (tick_ns_ == period.value)
        return;
    tick_ns_ = period.value;
    const timespec each{period.value / 1'000'000'000, period.value % 1'000'000'000};
    const itimerspec setting{each, each};
    ::timerfd_settime(timer_.get(), 0, &setting, nullptr);
}

void Wake::wait()
{
    pollfd waiting{poll_.get(), POLLIN, 0};
    ::poll(&waiting, 1, -1);
}

std::uint64_t Wake::answer()
{
    std::uint64_t rung = 0;
    std::uint64_t ticks = 0;
    [[maybe_unused]] const auto bell = ::read(bell_.get(), &rung, sizeof rung);
    return ::read(timer_.get(), &ticks, sizeof ticks) == sizeof ticks ? ticks : 0;
}

}  // namespace dsproxy
