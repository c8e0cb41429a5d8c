// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/orphans.h"

#include "engine/sources/process/device_path.h"
#include "engine/sources/process/syscall_table.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace dsproxy::process {

namespace {

bool opens(Call call)
{
    return call == Call::Open || call == Call::Openat || call == Call::Openat2 ||
           call == Call::Creat;
}

/// What needs the device; close, dup and fstat of the dead descriptor work by themselves.
bool usesDevice(Call call)
{
    return (call >= Call::Read && call <= Call::Pwritev2) || call == Call::Ioctl ||
           call == Call::Mmap;
}

}  // namespace

Orphans::Orphans(Listener listener, InFlight& in_flight, NumberRange range)
    : listener_(std::move(listener)), in_flight_(in_flight), range_(range)
{
}

Reply Orphans::answer(const Trapped& call) const
{
    if (opens(call.call)) {
        const bool at = call.call == Call::Openat || call.call == Call::Openat2;
        const auto path = Task(call.tid).readPath(call.args[at ? 1 : 0]);
        // A root program must not create a regular file of this name.
        const auto nobody = [](const FileIdentity&) { return std::nullopt; };
        const bool device =
            path && nodeAt(Task(call.tid), {at ? call.fd() : AT_FDCWD, *path, true}, nobody).node;
        return device ? Reply::error(ENODEV) : Reply::passOn();
    }
    const int fd = call.fd(call.call == Call::Mmap ? 4 : 0);
    return usesDevice(call.call) && range_.contains(fd) ? Reply::error(ENODEV) : Reply::passOn();
}

void Orphans::abandon()
{
    if (in_flight_.receiving.id != 0) {
        Trapped call{};
        call.id = in_flight_.receiving.id;
        call.tid = static_cast<pid_t>(in_flight_.receiving.pid);
        call.call = callOf(in_flight_.receiving.data.arch, in_flight_.receiving.data.nr, call.abi);
        std::memcpy(call.args.data(), in_flight_.receiving.data.args, sizeof call.args);
        listener_.send(call, answer(call));
    }
    for (auto& slot : in_flight_.waiting) {
        const std::uint64_t id = slot.exchange(0);
        if (id != 0)
            listener_.send(Trapped{id, 0, Call::None, Abi::X86_64, {}}, Reply::error(ENODEV));
    }
}

/// False when no program is left.
bool Orphans::answerNext()
{
    const auto call = listener_.receive();
    if (!call)
        return errno != ENOTCONN;
    listener_.send(*call, answer(*call));
    return true;
}

int Orphans::guardUntilExit(pid_t program, int program_end, int signals,
                            const std::function<void()>& on_signal)
{
    constexpr int unknown = 126 << 8;  // the supervisor had already taken the status with it
    for (;;) {
        std::array polls{pollfd{listener_.fd(), POLLIN, 0}, pollfd{program_end, POLLIN, 0},
                         pollfd{signals, POLLIN, 0}};
        if (::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR)
            return unknown;
        if (polls[0].revents & POLLIN)
            answerNext();
        if (polls[2].revents & POLLIN)
            on_signal();
        if (polls[1].revents & POLLIN) {
            int status = 0;
            const bool known = ::waitpid(program, &status, 0) == program;
            guardInBackground();
            return known ? status : unknown;
        }
        // A hang-up of the listener alone would make the loop spin.
        if ((polls[0].revents & POLLHUP) && ::poll(&polls[1], 2, -1) < 0 && errno != EINTR)
            return unknown;
    }
}

void Orphans::guardInBackground()
{
    pollfd poll{listener_.fd(), 0, 0};
    ::poll(&poll, 1, 0);
    if ((poll.revents & POLLHUP) || ::fork() != 0)
        return;
    ::setsid();
    for (;;) {
        pollfd next{listener_.fd(), POLLIN, 0};
        if (::poll(&next, 1, -1) < 0 || (next.revents & POLLHUP))
            ::_exit(0);
        answerNext();
    }
}

}  // namespace dsproxy::process
