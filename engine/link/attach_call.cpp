// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/attach_call.h"

#include "engine/bus/service_name.h"

#include <fcntl.h>
#include <poll.h>
#include <systemd/sd-bus.h>
#include <time.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace dsproxy::link {

namespace {

constexpr std::uint64_t patience_us = 10'000'000;

struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;

struct Answer {
    bool came = false;
    int error = 0;
    UniqueFd socket;
};

std::unexpected<Error> failed(int error)
{
    return fail(ErrorCode::NoService, error, serviceName);
}

int errorOf(const sd_bus_error& error)
{
    if (sd_bus_error_has_name(&error, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
        sd_bus_error_has_name(&error, SD_BUS_ERROR_NAME_HAS_NO_OWNER))
        return ESRCH;
    const int number = sd_bus_error_get_errno(&error);
    return number ? number : EIO;
}

int take(sd_bus_message* reply, void* data, sd_bus_error*)
{
    auto& answer = *static_cast<Answer*>(data);
    answer.came = true;
    int fd = -1;
    if (sd_bus_message_is_method_error(reply, nullptr))
        answer.error = errorOf(*sd_bus_message_get_error(reply));
    else if (sd_bus_message_read(reply, "h", &fd) < 0)
        answer.error = EBADMSG;
    else
        answer.socket.reset(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    return 0;
}

int sleepUntil(std::uint64_t until_us)
{
    if (until_us == UINT64_MAX)
        return -1;
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const auto now_us = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
                        static_cast<std::uint64_t>(now.tv_nsec) / 1000;
    return until_us <= now_us ? 0 : static_cast<int>((until_us - now_us) / 1000 + 1);
}

/// 0: something may have come; else an errno.
int waitFor(sd_bus* bus, int stop)
{
    std::uint64_t until_us = UINT64_MAX;
    sd_bus_get_timeout(bus, &until_us);
    std::array wake{pollfd{sd_bus_get_fd(bus), static_cast<short>(sd_bus_get_events(bus)), 0},
                    pollfd{stop, POLLIN, 0}};
    ::poll(wake.data(), wake.size(), sleepUntil(until_us));
    return wake[1].revents ? ECANCELED : 0;
}

Result<Bus> openBus()
{
    sd_bus* opened = nullptr;
    if (sd_bus_open_user(&opened) < 0)
        return failed(ENOENT);
    return Bus(opened);
}

/// Until DONE is set by a handler of the bus.
Result<void> processUntil(sd_bus* bus, const bool& done, int stop)
{
    while (!done) {
        const int processed = sd_bus_process(bus, nullptr);
        if (processed < 0)
            return failed(-processed);
        if (processed > 0)
            continue;
        if (const int error = waitFor(bus, stop))
            return failed(error);
    }
    return {};
}

int noteOwner(sd_bus_message* signal, void* data, sd_bus_error*)
{
    const char *name, *before, *owner;
    if (sd_bus_message_read(signal, "sss", &name, &before, &owner) >= 0)
        *static_cast<bool*>(data) |= *owner != '\0';
    return 0;
}

}  // namespace

bool sessionBusIsThere()
{
    if (const char* address = std::getenv("DBUS_SESSION_BUS_ADDRESS"))
        return *address != '\0';
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime && ::access((std::string(runtime) + "/bus").c_str(), W_OK) == 0;
}

Result<UniqueFd> attachToService(int stop)
{
    const auto bus = openBus();
    if (!bus)
        return std::unexpected(bus.error());
    Answer answer;
    sd_bus_message* made = nullptr;
    if (sd_bus_message_new_method_call(bus->get(), &made, serviceName, servicePath,
                                       serviceInterface, "Attach") < 0)
        return failed(EIO);
    const int sent = sd_bus_call_async(bus->get(), nullptr, made, take, &answer, patience_us);
    sd_bus_message_unref(made);
    if (sent < 0)
        return failed(-sent);
    if (auto done = processUntil(bus->get(), answer.came, stop); !done)
        return std::unexpected(done.error());
    if (answer.error)
        return failed(answer.error);
    return std::move(answer.socket);
}

Result<void> waitForService(int stop)
{
    const auto bus = openBus();
    if (!bus)
        return std::unexpected(bus.error());
    bool there = false;
    const std::string rule = std::string("type='signal',sender='org.freedesktop.DBus',"
                                         "member='NameOwnerChanged',arg0='") +
                             serviceName + "'";
    if (const int added = sd_bus_add_match(bus->get(), nullptr, rule.c_str(), noteOwner, &there);
        added < 0)
        return failed(-added);
    // It may have come before we listened.
    there |= sd_bus_get_name_creds(bus->get(), serviceName, 0, nullptr) >= 0;
    return processUntil(bus->get(), there, stop);
}

}  // namespace dsproxy::link
