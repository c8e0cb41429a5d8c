// SPDX-License-Identifier: GPL-2.0-or-later
/// A message bus of one test's own, and a connection of a peer to it.
#pragma once

#include <systemd/sd-bus.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace dsproxy::test {

/// dbus-daemon, until the end of the object. VARIABLE of the environment names it meanwhile.
class PrivateBus {
public:
    explicit PrivateBus(const char* variable);
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;

    /// Empty when there is no dbus-daemon.
    const std::string& address() const { return address_; }

private:
    const char* variable_;
    std::string address_;
    pid_t daemon_ = -1;
};

/// Somebody else on the bus, who serves on a thread of his own.
class BusPeer {
public:
    explicit BusPeer(const PrivateBus& bus);
    ~BusPeer();
    BusPeer(const BusPeer&) = delete;

    sd_bus* bus() const { return bus_; }
    /// From now on the connection is the thread's.
    void serve();

private:
    sd_bus* bus_ = nullptr;
    int stop_;
    std::thread thread_;
};

}  // namespace dsproxy::test
