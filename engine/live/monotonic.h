// SPDX-License-Identifier: GPL-2.0-or-later
/// The time that live sound goes by; a test gives its own.
#pragma once

#include <cstdint>
#include <ctime>

namespace dsproxy {

/// Nanoseconds, as CLOCK_MONOTONIC counts: it stands while the machine sleeps.
using Clock = std::uint64_t (*)();

inline std::uint64_t monotonicNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace dsproxy
