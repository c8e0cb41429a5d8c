// SPDX-License-Identifier: GPL-2.0-or-later
/// The descriptor numbers that our devices get, so that a filter can see them.
#pragma once

namespace dsproxy::process {

/// first..last, both included. Fixed when the filter is made.
struct NumberRange {
    int first;
    int last;

    bool contains(int fd) const { return fd >= first && fd <= last; }
    int size() const { return last - first + 1; }

    /// The highest 124 numbers below FD_SETSIZE and the program's limit of open files (soft
    /// RLIMIT_NOFILE), so that select() works on them and low numbers stay the program's own.
    static NumberRange below(unsigned long file_limit);
};

}  // namespace dsproxy::process
