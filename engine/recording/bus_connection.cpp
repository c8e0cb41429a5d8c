// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/bus_connection.h"

#include <algorithm>

namespace dsproxy {

Result<BusConnection> BusConnection::open(Which which, std::chrono::milliseconds time)
{
    sd_bus* bus = nullptr;
    const int status = which == Which::User ? sd_bus_open_user(&bus) : sd_bus_open_system(&bus);
    if (status < 0)
        return fail(ErrorCode::System, -status, "D-Bus");
    BusConnection connection(bus, Clock::now() + time);
    return connection.getReady().transform([&] { return std::move(connection); });
}

/// A call would wait for the greeting of the bus without an end.
Result<void> BusConnection::getReady()
{
    while (sd_bus_is_ready(bus_.get()) == 0) {
        int status = sd_bus_process(bus_.get(), nullptr);
        if (status == 0)
            status = sd_bus_wait(bus_.get(), microsecondsLeft());
        if (status < 0 || microsecondsLeft() == 0)
            return fail(ErrorCode::System, status < 0 ? -status : ETIMEDOUT, "D-Bus");
    }
    return {};
}

Result<BusMessage> BusConnection::send(sd_bus_message* request, const char* member)
{
    sd_bus_message* reply = nullptr;
    // Zero would mean 25 s.
    const int status = sd_bus_call(bus_.get(), request,
                                   std::max<std::uint64_t>(microsecondsLeft(), 1), nullptr, &reply);
    if (status < 0)
        return fail(ErrorCode::System, -status, member);
    return BusMessage(reply);
}

std::uint64_t BusConnection::microsecondsLeft() const
{
    using Microseconds = std::chrono::microseconds;
    const auto left = std::chrono::duration_cast<Microseconds>(deadline_ - Clock::now());
    return static_cast<std::uint64_t>(std::max(left, Microseconds(0)).count());
}

}  // namespace dsproxy
