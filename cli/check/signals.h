// SPDX-License-Identifier: GPL-2.0-or-later
/// Alarms for blocking calls.
#pragma once

#include "clock.h"

#include <sys/time.h>

#include <csignal>

namespace dsproxy::check {

/// A SIGALRM handler for the life of the object; counts its calls.
class Alarm {
public:
    explicit Alarm(int flags)
    {
        calls = 0;
        lastCall = 0;
        struct sigaction action{};
        action.sa_handler = [](int) {
            calls = calls + 1;
            lastCall = Stopwatch::now();
        };
        action.sa_flags = flags;
        ::sigaction(SIGALRM, &action, nullptr);
    }
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;
    ~Alarm()
    {
        set(0, 0);
        ::signal(SIGALRM, SIG_DFL);
    }

    /// The first signal after MS, then one every EVERY milliseconds (0: no more).
    void set(int ms, int every = 0) const
    {
        const itimerval timer{{every / 1000, every % 1000 * 1000}, {ms / 1000, ms % 1000 * 1000}};
        ::setitimer(ITIMER_REAL, &timer, nullptr);
    }

    static inline volatile sig_atomic_t calls = 0;
    static inline volatile double lastCall = 0;  ///< when, by Stopwatch::now()
};

}  // namespace dsproxy::check
