// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/clock.h"

#include "engine/sources/process/closing.h"
#include "engine/sources/process/references.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <utility>

namespace dsproxy::process {

namespace {

constexpr std::uint64_t never = ~std::uint64_t{0};
/// The kernel restarts the call after a handler with SA_RESTART, or fails it with EINTR without.
constexpr int restartSystemCall = 512;

// What epoll tells: an open's stream id, or one of these.
constexpr std::uint64_t timerTag = 0;
constexpr std::uint64_t listenerTag = 1ull << 32;
constexpr std::uint64_t progressTag = 2ull << 32;

}  // namespace

Result<std::unique_ptr<Clock>> Clock::create(Session& session, std::mutex& lock)
{
    UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
    UniqueFd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!epoll || !timer)
        return systemError("epoll");
    auto clock =
        std::unique_ptr<Clock>(new Clock(session, lock, std::move(epoll), std::move(timer)));
    return clock;
}

Clock::Clock(Session& session, std::mutex& lock, UniqueFd epoll, UniqueFd timer)
    : session_(session), lock_(lock), epoll_(std::move(epoll)), timer_(std::move(timer))
{
    watchFd(timer_.get(), EPOLLIN, timerTag);
    watchFd(session_.listener.fd(), 0, listenerTag);  // hang-ups only
    watchFd(session_.device.feed().progressFd(), EPOLLIN, progressTag);
}

void Clock::watchFd(int fd, std::uint32_t events, std::uint64_t tag)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = tag;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event) < 0 && errno == ENOENT)
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event);
}

void Clock::watch(Open& open)
{
    if (!std::exchange(open.unwatched, false))
        return;
    if (open.number >= 0 && !open.numbers_gone)
        watchFd(open.readiness.fd(), EPOLLIN | EPOLLET, open.stream->id);
    for (DataChannel& channel : open.channels)
        watchFd(channel.fd(), channel.program_writes ? EPOLLIN : 0u, open.stream->id);
}

void Clock::setTimer(std::uint64_t at_ns)
{
    armed_ns_ = at_ns;
    itimerspec when{};
    if (at_ns != never) {
        at_ns = std::max<std::uint64_t>(at_ns, 1);
        when.it_value.tv_sec = static_cast<time_t>(at_ns / 1'000'000'000);
        when.it_value.tv_nsec = static_cast<long>(at_ns % 1'000'000'000);
    }
    ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

void Clock::rearm(Open& open, std::uint64_t now_ns)
{
    // Never later than before: whoever waits for that moment must not be forgotten.
    open.due_ns = std::min(open.due_ns, session_.device.deadline(open, now_ns));
    if (open.due_ns < armed_ns_)
        setTimer(open.due_ns);
}

void Clock::wake(Open& open)
{
    open.due_ns = 0;
    setTimer(0);
}

void Clock::run()
{
    std::array<epoll_event, 32> events;
    for (;;) {
        {
            const std::lock_guard guard(lock_);
            if (deserted_ && !session_.device.busy())
                return;
        }
        const int count = ::epoll_wait(epoll_.get(), events.data(), events.size(), -1);
        const std::lock_guard guard(lock_);
        const std::uint64_t now_ns = monotonicNow();
        for (int i = 0; i < count; ++i)
            handle(events[i].data.u64, events[i].events, now_ns);
        tick(now_ns);
    }
}

void Clock::handle(std::uint64_t tag, std::uint32_t events, std::uint64_t now_ns)
{
    std::uint64_t count;
    if (tag == timerTag || tag == progressTag) {
        const int fd = tag == timerTag ? timer_.get() : session_.device.feed().progressFd();
        [[maybe_unused]] const auto got = ::read(fd, &count, sizeof count);
    }
    if (tag == progressTag)
        session_.device.followMixer();
    if (tag == listenerTag && (events & EPOLLHUP)) {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, session_.listener.fd(), nullptr);
        deserted_ = true;
        if (on_deserted)
            on_deserted();
    }
    // A stream's own descriptor, or room for those that wait for the consumer.
    for (Open& open : session_.device.opens())
        if (open.stream->id == tag || tag == progressTag)
            open.due_ns = now_ns;
}

void Clock::tick(std::uint64_t now_ns)
{
    std::uint64_t next = never;
    auto& opens = session_.device.opens();
    for (auto it = opens.begin(); it != opens.end();) {
        Open& open = *it++;
        if (open.due_ns <= now_ns)
            serve(open, now_ns);
        if (!session_.removeIfClosed(open, now_ns))
            next = std::min(next, open.due_ns);
    }
    setTimer(next);
}

void Clock::serve(Open& open, std::uint64_t now_ns)
{
    session_.device.settle(open, now_ns, nullptr);
    if (open.parked_end && mappingReferences(open) == 0)
        open.parked_end.reset();
    moveChannels(open, now_ns);
    proceed(open, now_ns);
    noticeHangUps(session_.device, open, now_ns);
    const bool wants_room =
        open.mode.free_running && (!open.waiting.empty() || !open.channels.empty());
    if (wants_room) {
        session_.device.feed().progress_wanted.store(true);
        session_.device.feed().ring();
    }
    open.due_ns = session_.device.deadline(open, now_ns);
}

void Clock::moveIn(Open& open, int fd, std::uint64_t now_ns)
{
    oss_stream& play = open.dsp.play;
    std::uint32_t effects = 0;
    while (const std::size_t space = open.playback.space(play)) {
        const auto pieces = open.playback.target(play, space);
        const std::array vector{iovec{pieces[0].data(), pieces[0].size()},
                                iovec{pieces[1].data(), pieces[1].size()}};
        const ssize_t got = ::readv(fd, vector.data(), vector.size());
        if (got <= 0)
            break;
        session_.device.announce(open, now_ns);
        effects |= oss_play_commit(&play, static_cast<u32>(got), now_ns);
        session_.device.tellWritten(open, static_cast<std::uint64_t>(got), now_ns, {});
        open.dsp.moved = true;
    }
    session_.device.apply(open, effects, now_ns, {});
}

/// Stops listening while there is no room: data or a hang-up would make the loop spin.
void Clock::listen(Open& open, DataChannel& channel)
{
    const bool room = open.playback.space(open.dsp.play) > 0;
    if (room == channel.watched)
        return;
    channel.watched = room;
    if (room)
        watchFd(channel.fd(), EPOLLIN, open.stream->id);
    else
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, channel.fd(), nullptr);
}

void Clock::moveOut(Open& open, DataChannel& channel, std::uint64_t now_ns)
{
    oss_stream& capture = open.dsp.capture;
    session_.device.apply(open, oss_capture_start(&capture, now_ns), now_ns, {});
    const std::size_t ready = oss_capture_takable(&capture, OSS_BUFFER_MAX);
    if (ready == 0)
        return;
    const auto pieces = open.capture.source(capture, ready);
    const std::array vector{iovec{pieces[0].data(), pieces[0].size()},
                            iovec{pieces[1].data(), pieces[1].size()}};
    const ssize_t put = ::writev(channel.fd(), vector.data(), vector.size());
    if (put > 0)
        oss_capture_consume(&capture, static_cast<u32>(put));
}

void Clock::moveChannels(Open& open, std::uint64_t now_ns)
{
    const bool stray = open.mode.write && open.isDsp() && open.readiness.writable() &&
                       open.readiness.strayBytes() > 0;
    if (stray)
        moveIn(open, open.readiness.fd(), now_ns);
    for (DataChannel& channel : open.channels) {
        if (channel.program_writes) {
            moveIn(open, channel.fd(), now_ns);
            listen(open, channel);
        }
        if (channel.program_reads)
            moveOut(open, channel, now_ns);
    }
    if (stray || !open.channels.empty())
        session_.device.settle(open, now_ns, nullptr);
}

/// Each look costs some ten microseconds: with many blocked calls it is taken less often.
std::uint64_t Clock::signalCheck() const
{
    std::size_t waiting = 0;
    for (const Open& open : session_.device.opens())
        waiting += open.waiting.size();
    return signalCheck_ns * (1 + waiting / 16);
}

Interruption Clock::interruption(WaitingCall& waiting, std::uint64_t now_ns, bool& gone)
{
    if (now_ns < waiting.signal_check_ns + signalCheck())
        return {};
    waiting.signal_check_ns = now_ns;
    gone = !session_.listener.valid(waiting.call);
    const Task task(waiting.call.tid);
    const Task::Pending pending = task.pendingSignal();
    const bool seen_before = std::exchange(waiting.signal_seen, pending.shared);
    if (pending.mine)
        return {restartSystemCall, pending.caught};
    // Another thread may be about to take it; one that nobody takes is for us. Only the main
    // thread is sure to have been told, and only who was told may ask for a restart.
    if (pending.shared && seen_before)
        return {task.process() == task.tid() ? restartSystemCall : EINTR, pending.caught};
    return {};
}

void Clock::proceed(Open& open, std::uint64_t now_ns)
{
    for (auto it = open.waiting.begin(); it != open.waiting.end();) {
        bool gone = false;
        const Interruption interruption = this->interruption(*it, now_ns, gone);
        const auto reply =
            gone ? std::optional(Reply::error(EINTR)) : it->proceed(now_ns, interruption);
        if (!reply) {
            ++it;
            continue;
        }
        session_.listener.send(it->call, *reply);
        session_.in_flight.drop(it->call.id);
        it = open.waiting.erase(it);
    }
}

}  // namespace dsproxy::process
