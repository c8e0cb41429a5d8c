// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/spawn.h"

#include "engine/sources/process/filter.h"
#include "engine/sources/process/pass_fd.h"
#include "engine/sources/process/task.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdint>

namespace dsproxy::process {

namespace {

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

/// Ours and the child's copy of it lie at the same address: what proveReadable() looks at.
const std::uint64_t landmark = 0x6473'7072'6f78'7921;

/// What the child says, once with the listener, once more when exec fails.
struct Message {
    enum class Kind : std::int32_t { Listener, FilterFailed, ExecFailed } kind;
    std::int32_t error;
    std::int32_t no_new_privileges;
};

void say(int channel, const Message& message, int fd = -1)
{
    sendWithFd(channel, std::as_bytes(std::span(&message, 1)), fd);
}

int installFilter(NumberRange range, Reach reach)
{
    std::vector<sock_filter> filter = makeFilter(range, reach);
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return static_cast<int>(::syscall(
        SYS_seccomp, SECCOMP_SET_MODE_FILTER,
        SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &program));
}

/// By exit: exit_group is trapped, and fails with ENOSYS when the listener is already closed.
[[noreturn]] void leave(int status)
{
    for (;;)
        ::syscall(SYS_exit, status);
}

[[noreturn]] void becomeProgram(int channel, const std::vector<std::string>& arguments,
                                NumberRange range, Reach reach)
{
    Message message{Message::Kind::Listener, 0, 0};
    int listener = installFilter(range, reach);
    if (listener < 0 && errno == EACCES) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        message.no_new_privileges = 1;
        listener = installFilter(range, reach);
    }
    if (listener < 0) {
        say(channel, {Message::Kind::FilterFailed, errno, 0});
        leave(126);
    }
    say(channel, message, listener);
    ::close(listener);
    char released;
    if (::read(channel, &released, 1) != 1)
        leave(126);
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    const int error = errno;
    say(channel, {Message::Kind::ExecFailed, error, 0});
    leave(error == ENOENT ? 127 : 126);
}

Error filterError(int error)
{
    switch (error) {
    case EBUSY:
        return {ErrorCode::ListenerBusy, error, {}};
    case EINVAL:
        return {ErrorCode::KernelTooOld, error, "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"};
    case ENOSYS:
        return {ErrorCode::KernelTooOld, error, "seccomp"};
    default:
        return {ErrorCode::Forbidden, error, "seccomp"};
    }
}

}  // namespace

Result<Spawned> Spawned::spawn(const std::vector<std::string>& arguments, NumberRange range,
                               Reach reach)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return systemError("socketpair");
    UniqueFd ours(ends[0]);
    UniqueFd theirs(ends[1]);
    const pid_t pid = ::fork();
    if (pid < 0)
        return systemError("fork");
    if (pid == 0)
        becomeProgram(theirs.get(), arguments, range, reach);
    theirs.reset();
    Spawned spawned(pid, std::move(ours));
    auto ready = spawned.receiveListener();
    if (ready)
        ready = spawned.proveReadable();
    if (!ready) {
        spawned.channel_.reset();
        ::waitpid(pid, nullptr, 0);
        return std::unexpected(ready.error());
    }
    return spawned;
}

Result<void> Spawned::receiveListener()
{
    Message message;
    const auto got =
        receiveWithFd(channel_.get(), std::as_writable_bytes(std::span(&message, 1)), listener_);
    if (!got)
        return fail(ErrorCode::System, ECHILD, "fork");
    if (message.kind != Message::Kind::Listener || !listener_)
        return std::unexpected(filterError(message.error));
    no_new_privileges_ = message.no_new_privileges != 0;
    return {};
}

Result<void> Spawned::proveReadable() const
{
    const auto seen = Task(pid_).readValue<std::uint64_t>(reinterpret_cast<Address>(&landmark));
    if (!seen || *seen != landmark)
        return fail(ErrorCode::Forbidden, seen ? EIO : seen.error(), "process_vm_readv");
    return {};
}

Result<void> Spawned::release()
{
    [[maybe_unused]] const auto written = ::write(channel_.get(), "", 1);
    Message message;
    UniqueFd none;
    // A successful exec closes the child's end.
    if (!receiveWithFd(channel_.get(), std::as_writable_bytes(std::span(&message, 1)), none))
        return {};
    return fail(message.error == ENOENT ? ErrorCode::ProgramNotFound
                                        : ErrorCode::ProgramNotExecutable,
                message.error);
}

}  // namespace dsproxy::process
