// SPDX-License-Identifier: GPL-2.0-or-later
/// Programs whose supervisor was killed: their device is gone, all else goes on working.
#pragma once

#include "engine/sources/process/listener.h"
#include "engine/sources/process/number_range.h"

#include <functional>

namespace dsproxy::process {

class Orphans {
public:
    Orphans(Listener listener, InFlight& in_flight, NumberRange range);

    /// Ends every call that the supervisor had received: ENODEV, or the kernel's own answer.
    void abandon();

    /// Answers until PROGRAM, which has become a child, has exited; returns its wait status.
    /// PROGRAM_END is its pidfd. Calls on_signal when SIGNALS, a signalfd, is readable. A process
    /// in the background goes on for as long as anything of the program lives.
    int guardUntilExit(pid_t program, int program_end, int signals,
                       const std::function<void()>& on_signal);

private:
    Reply answer(const Trapped& call) const;
    bool answerNext();
    void guardInBackground();

    Listener listener_;
    InFlight& in_flight_;
    NumberRange range_;
};

}  // namespace dsproxy::process
