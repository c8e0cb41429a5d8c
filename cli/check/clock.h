// SPDX-License-Identifier: GPL-2.0-or-later
/// Time that has passed, and waiting for it.
#pragma once

#include <ctime>

namespace dsproxy::check {

class Stopwatch {
public:
    double seconds() const { return now() - start_; }

    static double now()
    {
        timespec t{};
        ::clock_gettime(CLOCK_MONOTONIC, &t);
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
    }

private:
    double start_ = now();
};

/// Sleeps the whole time, whatever signals come.
inline void sleepMs(int ms)
{
    timespec left{ms / 1000, (ms % 1000) * 1000000L};
    while (::nanosleep(&left, &left) != 0) {
    }
}

}  // namespace dsproxy::check
