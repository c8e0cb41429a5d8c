// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/stop_signals.h"

#include <sys/signalfd.h>

namespace dsproxy::cli {

namespace {

bool isIgnored(int signal)
{
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

StopSignals::StopSignals()
{
    for (const int signal : {SIGPIPE, SIGXFSZ})
        ::signal(signal, SIG_IGN);
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!isIgnored(signal))
            sigaddset(&held, signal);
    ::sigprocmask(SIG_BLOCK, &held, &before_);
    fd_ = UniqueFd(::signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK));
}

StopSignals::~StopSignals()
{
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> StopSignals::take()
{
    signalfd_siginfo info{};
    if (::read(fd_.get(), &info, sizeof info) != sizeof info)
        return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

void StopSignals::die(int signal)
{
    ::signal(signal, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    ::raise(signal);
    ::sigprocmask(SIG_UNBLOCK, &only, nullptr);
    ::_exit(128 + signal);
}

}  // namespace dsproxy::cli
