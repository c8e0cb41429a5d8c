// SPDX-License-Identifier: GPL-2.0-or-later
#include "runner.h"

#include "blocked.h"
#include "clock.h"
#include "expect.h"
#include "options.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace dsproxy::check {

namespace {

volatile sig_atomic_t currentGroup = 0;

void endGroupAndDie(int signal)
{
    if (currentGroup > 0)
        ::kill(-currentGroup, SIGKILL);
    ::_exit(128 + signal);
}

[[noreturn]] void beCase(const Case& c)
{
    ::setpgid(0, 0);
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    startReport();
    try {
        c.run();
    } catch (const EndOfCase&) {
    }
    ::_exit(0);
}

/// Waits until PID has ended or SECONDS have passed; false: it has not ended.
bool waitFor(pid_t pid, double seconds, int& status)
{
    const Stopwatch watch;
    do {
        const pid_t ended = ::waitpid(pid, &status, WNOHANG);
        if (ended == pid)
            return true;
        sleepMs(watch.seconds() < 0.05 ? 1 : 4);
    } while (watch.seconds() < seconds);
    return false;
}

void reportHang(pid_t pid)
{
    Failure failure;
    failure.what = "time limit of a case";
    failure.expected = "ends within " + std::to_string(options().timeout) + " s";
    failure.got = "hangs: " + blockedCalls(pid);
    failure.did = lastSteps(16);
    reportFailure(failure);
}

void reportDeath(int status)
{
    Failure failure;
    failure.what = "end of the program";
    failure.expected = "runs to its end";
    failure.got = WIFSIGNALED(status) ? std::string("killed by SIG") + signalName(WTERMSIG(status))
                                      : "exit status " + std::to_string(WEXITSTATUS(status));
    failure.did = lastSteps(16);
    reportFailure(failure);
}

void watch(pid_t pid)
{
    int status = 0;
    if (waitFor(pid, options().timeout, status)) {
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            reportDeath(status);
        ::kill(-pid, SIGKILL);
        return;
    }
    reportHang(pid);
    ::kill(-pid, SIGKILL);
    if (waitFor(pid, 5, status))
        return;
    reportFailure({"SIGKILL", "ends a blocked program",
                   "still there after 5 s: " + blockedCalls(pid), "", lastSteps(4)});
}

}  // namespace

Outcome runCase(const Case& c)
{
    const Stopwatch stopwatch;
    startReport();
    const pid_t pid = ::fork();
    if (pid == 0)
        beCase(c);
    Outcome outcome;
    if (pid < 0) {
        outcome.yaml = "    - what: \"fork: " + std::string(std::strerror(errno)) + "\"\n";
        return outcome;
    }
    ::setpgid(pid, pid);
    currentGroup = pid;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::signal(signal, endGroupAndDie);
    watch(pid);
    currentGroup = 0;
    const Report report = readReport();
    outcome.passed = report.failures == 0;
    outcome.skipReason = outcome.passed ? report.skipReason : "";
    outcome.yaml = report.yaml;
    outcome.seconds = stopwatch.seconds();
    return outcome;
}

}  // namespace dsproxy::check
