// SPDX-License-Identifier: GPL-2.0-or-later
/// Signals that ask to stop, held back so that what was begun can be tidied up first.
#pragma once

#include "engine/base/unique_fd.h"

#include <csignal>
#include <optional>

namespace dsproxy::cli {

/// While there is one, SIGINT, SIGTERM and SIGHUP do nothing but make fd() readable; those that
/// were ignored stay ignored. Full files and gone readers are errors, not signals. Made before any
/// thread is.
class StopSignals {
public:
    StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals();

    int fd() const { return fd_.get(); }
    /// The next one that came. Does not wait.
    std::optional<int> take();
    /// Ends the process as the signal would have done.
    [[noreturn]] static void die(int signal);

private:
    sigset_t before_;
    UniqueFd fd_;
};

}  // namespace dsproxy::cli
