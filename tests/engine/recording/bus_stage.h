// SPDX-License-Identifier: GPL-2.0-or-later
/// A D-Bus of the test's own, with players and a logind on it that are processes of their own.
#pragma once

#include "engine/recording/bus_connection.h"
#include "tests/engine/sinks/tools.h"

#include <functional>

namespace dsproxy::test {

/// Killed with the object.
class Process {
public:
    /// Returns when BODY, in the child, has written a byte to the fd that it is given.
    explicit Process(const std::function<void(int ready)>& body);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process();
    pid_t pid() const { return pid_; }

private:
    pid_t pid_;
};

/// What a peer answers to a call; below zero is an errno.
using Answer = std::function<int(sd_bus_message* call)>;

class BusStage {
public:
    BusStage();

    const std::string& address() const { return address_; }
    /// A process that owns NAME and answers the calls to PATH. BEFORE runs in it first.
    std::unique_ptr<Process> peer(
        const std::string& name, const std::string& path, Answer answer,
        const std::function<void()>& before = [] {}) const;
    /// One that owns NAME and is deaf.
    std::unique_ptr<Process> deafPeer(const std::string& name) const;

private:
    TempDir dir_;
    std::string address_;
    std::unique_ptr<Process> daemon_;
};

}  // namespace dsproxy::test
