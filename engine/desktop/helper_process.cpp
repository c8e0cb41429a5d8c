// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper_process.h"

#include "engine/desktop/helper_path.h"
#include "engine/desktop/protocol.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <memory>

namespace dsproxy::desktop {

namespace {

constexpr int exitNoLibrary = 127;  // what ld.so says
constexpr int deathMilliseconds = 1000;

/// Signals are not for it: a terminal's Ctrl-C must not take the sound from who still plays.
std::unique_ptr<posix_spawnattr_t, int (*)(posix_spawnattr_t*)>
attributes(posix_spawnattr_t& memory)
{
    ::posix_spawnattr_init(&memory);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&memory, &none);
    ::posix_spawnattr_setsigdefault(&memory, &all);
    ::posix_spawnattr_setpgroup(&memory, 0);
    ::posix_spawnattr_setflags(&memory, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                            POSIX_SPAWN_SETPGROUP);
    return {&memory, ::posix_spawnattr_destroy};
}

/// Only stderr is left to it, for messages of the dynamic linker.
std::unique_ptr<posix_spawn_file_actions_t, int (*)(posix_spawn_file_actions_t*)>
fileActions(posix_spawn_file_actions_t& memory, int socket)
{
    ::posix_spawn_file_actions_init(&memory);
    ::posix_spawn_file_actions_adddup2(&memory, socket, helperSocket);
    ::posix_spawn_file_actions_addopen(&memory, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&memory, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&memory, helperSocket + 1);
    return {&memory, ::posix_spawn_file_actions_destroy};
}

Result<int> spawn(const std::string& path, const std::vector<std::string>& arguments, int socket)
{
    std::vector<char*> argv{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawnattr_t attribute_memory;
    posix_spawn_file_actions_t action_memory;
    const auto attribute = attributes(attribute_memory);
    const auto actions = fileActions(action_memory, socket);
    pid_t pid = 0;
    const int error =
        ::posix_spawn(&pid, path.c_str(), actions.get(), attribute.get(), argv.data(), environ);
    if (error != 0)
        return fail(ErrorCode::OpenFailed, error, path);
    return pid;
}

/// How it has ended; all zero when that is not known.
siginfo_t reap(int process)
{
    pollfd poll{process, POLLIN, 0};
    ::poll(&poll, 1, deathMilliseconds);
    siginfo_t info{};
    ::waitid(P_PIDFD, static_cast<id_t>(process), &info, WEXITED | WNOHANG);
    return info;
}

timespec timeOf(Nanoseconds time)
{
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t ns = std::max<std::int64_t>(time.value, 0);
    return {ns / second, ns % second};
}

}  // namespace

Result<HelperProcess> HelperProcess::start(const std::vector<std::string>& arguments)
{
    auto path = helperPath();
    if (!path)
        return std::unexpected(path.error());
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return systemError("socketpair");
    UniqueFd ours(ends[0]);
    const UniqueFd theirs(ends[1]);
    constexpr int queue_bytes = 1 << 20;
    ::setsockopt(ours.get(), SOL_SOCKET, SO_SNDBUF, &queue_bytes, sizeof queue_bytes);
    ::setsockopt(theirs.get(), SOL_SOCKET, SO_SNDBUF, &queue_bytes, sizeof queue_bytes);
    const auto pid = spawn(*path, arguments, theirs.get());
    if (!pid)
        return std::unexpected(pid.error());
    return HelperProcess(std::move(ours), *pid, std::move(*path));
}

HelperProcess::HelperProcess(UniqueFd socket, int pid, std::string path)
    : socket_(std::move(socket)), process_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),
      path_(std::move(path))
{
}

/// It may be stopped, or wait for a server that is. Who reaps all children of this process may have
/// been faster.
HelperProcess::~HelperProcess()
{
    if (!process_)
        return;
    ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0);
    reap(process_.get());
}

HelperProcess::Woken HelperProcess::sleep(int wake, Nanoseconds timeout) const
{
    std::array polls{pollfd{socket_.get(), POLLIN, 0}, pollfd{wake, POLLIN, 0}};
    const timespec time = timeOf(timeout);
    const int ready = ::ppoll(polls.data(), polls.size(), &time, nullptr);
    if (ready < 0)
        return Woken::Message;  // a signal: the caller looks and comes back
    if (polls[1].revents != 0)
        return Woken::Caller;
    return polls[0].revents != 0 ? Woken::Message : Woken::Timeout;
}

Result<std::span<const std::byte>> HelperProcess::receive(std::span<std::byte> buffer) const
{
    const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0)
        return buffer.first(static_cast<std::size_t>(got));
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return std::span<const std::byte>{};
    return fail(ErrorCode::System, ECONNRESET, path_);
}

Result<void> HelperProcess::send(std::span<const std::byte> pcm, Nanoseconds timeout) const
{
    const timespec time = timeOf(timeout);
    while (!pcm.empty()) {
        const std::size_t size = std::min<std::size_t>(pcm.size(), packetBytes);
        if (::send(socket_.get(), pcm.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) {
            pcm = pcm.subspan(size);
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return fail(ErrorCode::WriteFailed, ECONNRESET, path_);
        pollfd poll{socket_.get(), POLLOUT, 0};
        if (::ppoll(&poll, 1, &time, nullptr) == 0)
            return fail(ErrorCode::WriteFailed, ETIMEDOUT, path_);
    }
    return {};
}

Error HelperProcess::whyEnded()
{
    const siginfo_t info = reap(process_.get());
    process_.reset();
    const bool no_library = info.si_code == CLD_EXITED && info.si_status == exitNoLibrary;
    return {ErrorCode::OpenFailed, no_library ? ELIBACC : ECONNRESET, path_};
}

}  // namespace dsproxy::desktop
