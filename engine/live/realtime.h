// SPDX-License-Identifier: GPL-2.0-or-later
/// Real-time priority for a thread that must not be late.
#pragma once

namespace dsproxy {

enum class Scheduling {
    Normal,  ///< nobody lets us have more
    ByLimit,  ///< real time: the user's limit or capabilities allow it
    ByRtkit,  ///< real time: the system's RealtimeKit1 gave it
};

/// For the calling thread, from now on; its children do not inherit it. RealtimeKit1 wants
/// RLIMIT_RTTIME set for the whole process: a thread that spins for so long is killed with it. May
/// take seconds where the system's bus is slow. Returns what it got.
Scheduling wantRealtime();

}  // namespace dsproxy
