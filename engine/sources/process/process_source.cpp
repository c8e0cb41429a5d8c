// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/process_source.h"

#include "engine/sources/process/closing.h"

#include <signal.h>

#include <cerrno>

namespace dsproxy::process {

namespace {

/// Interrupts a receive() that waits: older kernels do not end it when the last program goes.
constexpr int wakeSignal = SIGUSR1;

void allowWakeSignal()
{
    struct sigaction action{};
    action.sa_handler = [](int) {};
    ::sigaction(wakeSignal, &action, nullptr);
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, wakeSignal);
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace

Result<std::unique_ptr<ProcessSource>> ProcessSource::create(UniqueFd listener, InFlight& in_flight,
                                                             Feed& feed, Settings settings)
{
    auto source = std::unique_ptr<ProcessSource>(
        new ProcessSource(std::move(listener), in_flight, feed, settings));
    auto clock = Clock::create(source->session_, source->lock_);
    if (!clock)
        return std::unexpected(clock.error());
    source->clock_ = std::move(*clock);
    return source;
}

ProcessSource::ProcessSource(UniqueFd listener, InFlight& in_flight, Feed& feed, Settings settings)
    : in_flight_(in_flight), listener_(std::move(listener), in_flight),
      device_(feed, settings.device),
      session_{listener_, device_, settings.range, Lookup(device_, settings.range),
               in_flight, {},      nullptr},
      path_calls_(session_, settings.set_uid_ignored), fd_calls_(session_),
      transfer_calls_(session_), ioctl_calls_(session_), map_calls_(session_)
{
}

ProcessSource::~ProcessSource()
{
    join();
}

void ProcessSource::start()
{
    device_.followMixer();  // what was set before is there at the program's first call
    receiver_ = std::thread([this] { answerCalls(); });
    clock_->on_deserted = [this] {
        deserted_.store(true);
        ::pthread_kill(receiver_.native_handle(), wakeSignal);
    };
    timekeeper_ = std::thread([this] {
        clock_->run();
        device_.feed().end();
    });
}

void ProcessSource::join()
{
    if (timekeeper_.joinable())
        timekeeper_.join();
    if (receiver_.joinable())
        receiver_.join();
}

void ProcessSource::answerCalls()
{
    allowWakeSignal();
    while (!deserted_.load()) {
        const auto call = listener_.receive();
        if (call)
            serve(*call);
        else if (errno == ENOTCONN)
            return;
    }
}

void ProcessSource::serve(const Trapped& call)
{
    const std::lock_guard guard(lock_);
    const std::uint64_t now_ns = monotonicNow();
    const Reply reply = dispatch(call, now_ns);
    listener_.send(call, reply);
    in_flight_.receiving.id = 0;
    if (Open* open = std::exchange(session_.touched, nullptr)) {
        clock_->watch(*open);
        clock_->rearm(*open, now_ns);
    }
    if (device_.takeOthersChanged())
        for (Open& open : device_.opens())
            clock_->wake(open);
}

Reply ProcessSource::dispatch(const Trapped& call, std::uint64_t now_ns)
{
    if (call.call == Call::None)
        return Reply::passOn();
    if (call.call <= Call::Execveat)
        return path_calls_.handle(call, now_ns);
    if (call.call == Call::Mmap || call.call == Call::OldMmap)
        return map_calls_.handle(call, now_ns);
    const Found found =
        call.call == Call::SocketCall ? Found{} : session_.findArgument(call, 0, now_ns);
    if (found)
        map_calls_.giveBack(call, found);
    if (call.call == Call::Ioctl)
        return ioctl_calls_.handle(call, now_ns);
    if (call.call >= Call::Read && call.call <= Call::Pwritev2)
        return transfer_calls_.handle(call, now_ns);
    return fd_calls_.handle(call, now_ns);
}

void ProcessSource::flush()
{
    const std::lock_guard guard(lock_);
    for (Open& open : device_.opens()) {
        flushNow(device_, open, monotonicNow());
        clock_->wake(open);
    }
}

bool ProcessSource::silent()
{
    const std::lock_guard guard(lock_);
    return !device_.busy();
}

}  // namespace dsproxy::process
