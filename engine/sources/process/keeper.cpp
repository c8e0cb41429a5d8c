// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/keeper.h"

#include "engine/sources/process/listener.h"
#include "engine/sources/process/orphans.h"
#include "engine/sources/process/pass_fd.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>

namespace dsproxy::process {

namespace {

/// Somebody tells the keeper what is meant for the program.
constexpr std::array forwarded{SIGINT,  SIGQUIT, SIGTERM, SIGHUP,   SIGUSR1,
                               SIGUSR2, SIGTSTP, SIGALRM, SIGWINCH, SIGCONT};

sigset_t heldSignals()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : forwarded)
        ::sigaddset(&set, signal);
    return set;
}

UniqueFd catchSignals()
{
    const sigset_t set = heldSignals();
    return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC));
}

}  // namespace

sigset_t Keeper::holdSignals()
{
    sigset_t set = heldSignals();
    for (const int ignored : {SIGTTOU, SIGPIPE})
        ::sigaddset(&set, ignored);
    sigset_t before;
    ::sigprocmask(SIG_BLOCK, &set, &before);
    return before;
}

bool tell(int keeper, KeeperMessage message, int listener)
{
    return sendWithFd(keeper, std::as_bytes(std::span(&message, 1)), listener);
}

bool isHurried(int keeper)
{
    char byte;
    return ::recv(keeper, &byte, 1, MSG_DONTWAIT) == 1;
}

InFlight* makeInFlight()
{
    void* memory = ::mmap(nullptr, sizeof(InFlight), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : new (memory) InFlight{};
}

Keeper::Keeper(UniqueFd supervisor, pid_t supervisor_pid, InFlight& in_flight, NumberRange range)
    : supervisor_(std::move(supervisor)), supervisor_pid_(supervisor_pid), in_flight_(in_flight),
      range_(range), signals_(catchSignals())
{
}

int Keeper::run(const std::function<void()>& on_takeover)
{
    while (exit_code_ < 0) {
        std::array polls{pollfd{supervisor_.get(), POLLIN, 0}, pollfd{signals_.get(), POLLIN, 0}};
        if (::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR)
            return 126;
        if (polls[1].revents & POLLIN)
            handleSignal();
        if (polls[0].revents == 0 || handleMessage())
            continue;
        on_takeover();
        return guard();
    }
    return exit_code_;
}

/// False at the end of the conversation: the supervisor was killed.
bool Keeper::handleMessage()
{
    KeeperMessage message;
    if (!receiveWithFd(supervisor_.get(), std::as_writable_bytes(std::span(&message, 1)),
                       listener_))
        return false;
    switch (message.kind) {
    case KeeperMessage::Kind::Started:
        program_ = message.value;
        program_end_.reset(static_cast<int>(::syscall(SYS_pidfd_open, program_, 0)));
        for (const int signal : early_signals_)
            forward(signal);
        break;
    case KeeperMessage::Kind::Exited:
        status_ = message.value;
        break;
    case KeeperMessage::Kind::Ended:
        exit_code_ = end(message.value);
        break;
    case KeeperMessage::Kind::Failed:
        exit_code_ = message.value;
        break;
    }
    return true;
}

void Keeper::handleSignal()
{
    signalfd_siginfo info;
    if (::read(signals_.get(), &info, sizeof info) != sizeof info)
        return;
    const int signal = static_cast<int>(info.ssi_signo);
    const bool ends = signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
    if (ends && programEnded()) {
        [[maybe_unused]] const auto sent = ::send(supervisor_.get(), "", 1, MSG_NOSIGNAL);
        return;
    }
    // The terminal tells the whole foreground group itself.
    const bool by_kill = info.ssi_code <= 0;
    const auto sender = static_cast<pid_t>(info.ssi_pid);
    if (!by_kill || sender == program_ || sender == supervisor_pid_)
        return;
    if (program_end_)
        forward(signal);
    else
        early_signals_.push_back(signal);
}

void Keeper::forward(int signal)
{
    ::syscall(SYS_pidfd_send_signal, program_end_.get(), signal, nullptr, 0);
}

bool Keeper::programEnded() const
{
    pollfd end{program_end_.get(), POLLIN, 0};
    return program_end_ && ::poll(&end, 1, 0) == 1;
}

/// Dies as the program did, so that a shell sees the same.
int Keeper::end(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    const int signal = WTERMSIG(status);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::signal(signal, SIG_DFL);
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, signal);
    ::raise(signal);
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
    return 128 + signal;
}

int Keeper::guard()
{
    // Only when it is wholly gone are its children ours, the program among them.
    ::waitpid(supervisor_pid_, nullptr, 0);
    if (!listener_ || program_ <= 0)
        return 126;
    Orphans orphans(Listener(std::move(listener_), in_flight_), in_flight_, range_);
    orphans.abandon();
    if (status_ >= 0) {
        orphans.guardInBackground();
        return end(status_);
    }
    return end(orphans.guardUntilExit(program_, program_end_.get(), signals_.get(),
                                      [this] { handleSignal(); }));
}

}  // namespace dsproxy::process
