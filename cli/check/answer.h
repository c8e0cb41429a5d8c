// SPDX-License-Identifier: GPL-2.0-or-later
/// What a system call answered.
#pragma once

#include <cerrno>

namespace dsproxy::check {

struct Answer {
    long result = -1;
    int error = 0;  ///< errno; 0 unless result is negative
    int value = 0;  ///< the int argument after an ioctl

    bool ok() const { return result >= 0; }
};

/// Around a call: answerOf(::lseek(...)).
inline Answer answerOf(long result)
{
    return {result, result < 0 ? errno : 0, 0};
}

}  // namespace dsproxy::check
