// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/listener.h"

#include "engine/sources/process/syscall_table.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include <cstring>

namespace dsproxy::process {

namespace {

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

seccomp_notif_resp response(const Trapped& call, Reply reply)
{
    seccomp_notif_resp answer{};
    answer.id = call.id;
    if (reply.kind == Reply::Kind::Continue)
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    else if (reply.kind == Reply::Kind::Errno)
        answer.error = -static_cast<int>(reply.value);
    else
        answer.val = reply.value;
    return answer;
}

}  // namespace

Listener::Listener(UniqueFd fd, InFlight& in_flight) : fd_(std::move(fd)), in_flight_(in_flight)
{
    // Since Linux 6.6: hand the processor over instead of waking another one. Older kernels refuse.
    ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
}

std::optional<Trapped> Listener::receive()
{
    seccomp_notif& notification = in_flight_.receiving;
    std::memset(&notification, 0, sizeof notification);
    if (::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_RECV, &notification) < 0)
        return std::nullopt;
    Trapped call{};
    call.id = notification.id;
    call.tid = static_cast<pid_t>(notification.pid);
    call.call = callOf(notification.data.arch, notification.data.nr, call.abi);
    std::memcpy(call.args.data(), notification.data.args, sizeof call.args);
    return call;
}

bool Listener::valid(const Trapped& call) const
{
    return ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &call.id) == 0;
}

void Listener::send(const Trapped& call, Reply reply)
{
    if (reply.kind == Reply::Kind::Answered || reply.kind == Reply::Kind::Waiting)
        return;
    seccomp_notif_resp answer = response(call, reply);
    ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

Result<int> Listener::addFd(const Trapped& call, Install what, unsigned flags) const
{
    seccomp_notif_addfd request{};
    request.id = call.id;
    request.flags = flags;
    request.srcfd = static_cast<std::uint32_t>(what.fd);
    request.newfd_flags = what.close_on_exec ? O_CLOEXEC : 0;
    if (what.number >= 0) {
        request.flags |= SECCOMP_ADDFD_FLAG_SETFD;
        request.newfd = static_cast<std::uint32_t>(what.number);
    }
    const int number = ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ADDFD, &request);
    if (number < 0)
        return systemError("SECCOMP_IOCTL_NOTIF_ADDFD");
    return number;
}

Result<int> Listener::install(const Trapped& call, Install what) const
{
    return addFd(call, what, 0);
}

Result<int> Listener::installAndAnswer(const Trapped& call, Install what)
{
    return addFd(call, what, SECCOMP_ADDFD_FLAG_SEND);
}

}  // namespace dsproxy::process
