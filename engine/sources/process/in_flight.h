// SPDX-License-Identifier: GPL-2.0-or-later
/// The calls that wait for an answer, in memory that outlives the supervisor.
#pragma once

#include <linux/seccomp.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace dsproxy::process {

/// Shared by supervisor and keeper. The kernel never repeats a call once received, so whoever
/// takes over must know the received ones. The kernel itself fills `receiving`: a supervisor that
/// is killed right after the kernel's copy has lost nothing.
struct InFlight {
    static constexpr std::size_t waitingMax = 1024;

    seccomp_notif receiving;  ///< the call in hand; id 0 when answered
    std::array<std::atomic<std::uint64_t>, waitingMax> waiting;  ///< ids answered later; 0: free

    /// False when the table is full.
    bool keep(std::uint64_t id)
    {
        for (auto& slot : waiting) {
            std::uint64_t free = 0;
            if (slot.compare_exchange_strong(free, id))
                return true;
        }
        return false;
    }

    void drop(std::uint64_t id)
    {
        for (auto& slot : waiting) {
            std::uint64_t expected = id;
            if (slot.compare_exchange_strong(expected, 0))
                return;
        }
    }
};

}  // namespace dsproxy::process
