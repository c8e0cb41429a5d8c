// SPDX-License-Identifier: GPL-2.0-or-later
/// The clock that positions of a card are told by.
#pragma once

#include <cstdint>
#include <ctime>

namespace dsproxy {

/// CLOCK_MONOTONIC in nanoseconds; no system call.
inline std::uint64_t monotonicNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace dsproxy
