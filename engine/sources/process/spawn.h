// SPDX-License-Identifier: GPL-2.0-or-later
/// Starts the program under the filter.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/filter.h"

#include <string>
#include <vector>

namespace dsproxy::process {

/// A child that has the filter, waits, and becomes the program when released.
class Spawned {
public:
    /// Says exactly what the system lacks or forbids, before the program exists.
    static Result<Spawned> spawn(const std::vector<std::string>& arguments, NumberRange range,
                                 Reach reach);

    pid_t pid() const { return pid_; }
    /// Without CAP_SYS_ADMIN the kernel takes away set-uid bits together with allowing a filter.
    bool noNewPrivileges() const { return no_new_privileges_; }
    UniqueFd takeListener() { return std::move(listener_); }

    /// Executes the program; its calls are trapped from here on, so somebody must answer them.
    Result<void> release();

private:
    Spawned(pid_t pid, UniqueFd channel) : pid_(pid), channel_(std::move(channel)) {}
    Result<void> receiveListener();
    Result<void> proveReadable() const;

    pid_t pid_;
    UniqueFd channel_;
    UniqueFd listener_;
    bool no_new_privileges_ = false;
};

}  // namespace dsproxy::process
