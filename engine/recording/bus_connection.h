// SPDX-License-Identifier: GPL-2.0-or-later
/// A connection to D-Bus for a few calls that all end by one deadline, whatever the others do.
#pragma once

#include "engine/base/result.h"

#include <systemd/sd-bus.h>

#include <chrono>
#include <memory>

namespace dsproxy {

struct BusUnref {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};

using BusMessage = std::unique_ptr<sd_bus_message, BusUnref>;

class BusConnection {
public:
    enum class Which { User, System };

    /// System with the errno where there is no bus, or it does not answer in TIME.
    static Result<BusConnection> open(Which which, std::chrono::milliseconds time);

    /// The arguments after MEMBER are those of sd_bus_message_append().
    template <class... Arguments>
    Result<BusMessage> call(const char* name, const char* path, const char* interface,
                            const char* member, const char* types, Arguments... arguments)
    {
        sd_bus_message* made = nullptr;
        int status =
            sd_bus_message_new_method_call(bus_.get(), &made, name, path, interface, member);
        const BusMessage request(made);
        if (status >= 0)
            status = sd_bus_message_append(made, types, arguments...);
        if (status < 0)
            return fail(ErrorCode::System, -status, member);
        return send(made, member);
    }

private:
    using Clock = std::chrono::steady_clock;

    BusConnection(sd_bus* bus, Clock::time_point deadline) : bus_(bus), deadline_(deadline) {}
    Result<void> getReady();
    Result<BusMessage> send(sd_bus_message* request, const char* member);
    std::uint64_t microsecondsLeft() const;

    std::unique_ptr<sd_bus, BusUnref> bus_;
    Clock::time_point deadline_;
};

}  // namespace dsproxy
