// SPDX-License-Identifier: GPL-2.0-or-later
/// The process that the user started: it stands for the program towards the shell, and takes over
/// when the supervisor is killed.
#pragma once

#include "engine/base/unique_fd.h"
#include "engine/sources/process/in_flight.h"
#include "engine/sources/process/number_range.h"

#include <signal.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace dsproxy::process {

/// What the supervisor tells the keeper; Started comes with the listener.
struct KeeperMessage {
    enum class Kind : std::int32_t {
        Started,  ///< value: the program's pid
        Exited,   ///< value: the program's wait status; it may still be heard
        Ended,    ///< value: the program's wait status; nothing of it plays any more
        Failed,   ///< value: the exit code for a program that never ran
    } kind;
    std::int32_t value;
};

bool tell(int keeper, KeeperMessage message, int listener = -1);

/// The other way, one byte: the user does not want to wait for what still plays.
bool isHurried(int keeper);

/// Shared memory that the supervisor fills and the keeper reads when it takes over.
InFlight* makeInFlight();

class Keeper {
public:
    /// To be called before the supervisor is started: from then on no signal ends only the keeper.
    /// Returns the mask for the others.
    static sigset_t holdSignals();

    Keeper(UniqueFd supervisor, pid_t supervisor_pid, InFlight& in_flight, NumberRange range);

    /// Blocks until the program has ended; returns the exit code, or kills itself by the signal
    /// that killed the program. ON_TAKEOVER is called when the supervisor is gone.
    int run(const std::function<void()>& on_takeover);

private:
    bool handleMessage();
    void handleSignal();
    void forward(int signal);
    bool programEnded() const;
    int guard();
    int end(int status);

    UniqueFd supervisor_;
    pid_t supervisor_pid_;
    InFlight& in_flight_;
    NumberRange range_;
    UniqueFd signals_;
    UniqueFd listener_;
    pid_t program_ = 0;
    UniqueFd program_end_;  ///< pidfd: a number alone may be somebody else's by now
    std::vector<int> early_signals_;  ///< came before there was a program
    int status_ = -1;  ///< of the program, once it has exited
    int exit_code_ = -1;
};

}  // namespace dsproxy::process
