// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/inhibitor.h"

#include "engine/base/unique_fd.h"
#include "engine/recording/bus_connection.h"

#include <fcntl.h>

namespace dsproxy {
namespace {

/// The inhibition lasts until all copies of the descriptor are closed.
Result<UniqueFd> inhibit(BusConnection& bus, const char* what, const char* mode)
{
    auto reply = bus.call("org.freedesktop.login1", "/org/freedesktop/login1",
                          "org.freedesktop.login1.Manager", "Inhibit", "ssss", what, "dsproxy",
                          "Recording sound", mode);
    if (!reply)
        return std::unexpected(reply.error());
    int fd = -1;
    if (const int status = sd_bus_message_read(reply->get(), "h", &fd); status < 0)
        return fail(ErrorCode::System, -status, "Inhibit");
    UniqueFd own(::fcntl(fd, F_DUPFD_CLOEXEC, 0));  // the other one is the message's
    if (!own)
        return systemError("Inhibit");
    return own;
}

}  // namespace

std::shared_ptr<void> Inhibitor::hold()
{
    const std::lock_guard lock(mutex_);
    if (auto held = held_.lock())
        return held;
    auto bus = BusConnection::open(BusConnection::Which::System, std::chrono::seconds(1));
    if (!bus)
        return nullptr;
    // Users without a seat may only delay the sleep: enough to finish what is on its way.
    auto fd = inhibit(*bus, "sleep:idle", "block").or_else([&](const Error&) {
        return inhibit(*bus, "sleep", "delay");
    });
    if (!fd)
        return nullptr;
    auto held = std::make_shared<UniqueFd>(std::move(*fd));
    held_ = held;
    return held;
}

}  // namespace dsproxy
