// SPDX-License-Identifier: GPL-2.0-or-later
/// A second process of a case. What it expects counts for the case.
#pragma once

#include "clock.h"
#include "expect.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace dsproxy::check {

class Child {
public:
    /// Runs F() in a fork and exits 0 after it, with the number that it returns if it does.
    template <class F> explicit Child(F f) : pid_(::fork())
    {
        if (pid_ != 0)
            return;
        int code = 0;
        try {
            if constexpr (std::is_same_v<decltype(f()), int>)
                code = f();
            else
                f();
        } catch (const EndOfCase&) {
            code = 1;
        }
        ::_exit(code);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }

    pid_t pid() const { return pid_; }
    void signal(int number) const { ::kill(pid_, number); }

    /// Waits until it has ended, at most SECONDS; false: it has not. STATUS is waitpid's.
    bool wait(double seconds, int& status)
    {
        const Stopwatch watch;
        while (watch.seconds() < seconds) {
            if (::waitpid(pid_, &status, WNOHANG) == pid_) {
                pid_ = -1;
                return true;
            }
            sleepMs(1);
        }
        return false;
    }

    /// Expects that it ends with exit code 0 within SECONDS.
    void expectDone(double seconds = 10, Place place = Place::current())
    {
        int status = -1;
        if (!expect(isTrue("the child ends in time", wait(seconds, status)), place))
            return;
        expect(eq("exit status of the child", status, 0), place);
    }

private:
    pid_t pid_;
};

}  // namespace dsproxy::check
