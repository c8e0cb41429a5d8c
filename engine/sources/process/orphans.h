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
    /// PROGRAM_END is its pidfd. Calls on_signal when SIGNALS, a signalfd, is readable. Guards in
    /// the background from then on.
    int guardUntilExit(pid_t program, int program_end, int signals,
                       const std::function<void()>& on_signal);

    /// The program has exited: a process in the background answers whatever lives on of it.
    void guardInBackground();

private:
    Reply answer(const Trapped& call) const;
    bool answerNext();

    Listener listener_;
    InFlight& in_flight_;
    NumberRange range_;
};

}  // namespace dsproxy::process
