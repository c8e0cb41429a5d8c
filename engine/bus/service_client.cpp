// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/bus/service_client.h"

#include "engine/bus/service_name.h"

#include <fcntl.h>

#include <cerrno>

namespace dsproxy {

namespace {

constexpr std::uint64_t patience_us = 5'000'000;

Error errorOf(const sd_bus_error& error, int result)
{
    if (sd_bus_error_has_name(&error, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
        sd_bus_error_has_name(&error, SD_BUS_ERROR_NAME_HAS_NO_OWNER))
        return {ErrorCode::NoService, ESRCH, serviceName};
    if (sd_bus_error_has_name(&error, SD_BUS_ERROR_NO_REPLY) || -result == ETIMEDOUT)
        return {ErrorCode::NoService, ETIMEDOUT, serviceName};
    if (result == -ENOTCONN || result == -ECONNRESET)
        return {ErrorCode::NoService, ENOENT, serviceName};
    if (sd_bus_error_has_name(&error, SD_BUS_ERROR_UNKNOWN_METHOD))
        return {ErrorCode::ServiceTooOld, 0, serviceName};
    return {ErrorCode::Service, -result, error.message ? error.message : ""};
}

UniqueFd duplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

}  // namespace

Result<std::unique_ptr<ServiceClient>> ServiceClient::connect()
{
    sd_bus* bus = nullptr;
    if (const int result = sd_bus_open_user(&bus); result < 0)
        return fail(ErrorCode::NoService, ENOENT);
    sd_bus_set_method_call_timeout(bus, patience_us);
    return std::unique_ptr<ServiceClient>(new ServiceClient(bus));
}

bool ServiceClient::isRunning()
{
    return sd_bus_get_name_creds(bus_.get(), serviceName, 0, nullptr) >= 0;
}

ServiceClient::Message ServiceClient::make(const char* method)
{
    sd_bus_message* made = nullptr;
    sd_bus_message_new_method_call(bus_.get(), &made, serviceName, servicePath, serviceInterface,
                                   method);
    return Message(made);
}

Result<ServiceClient::Message> ServiceClient::call(const Message& request)
{
    sd_bus_error error = SD_BUS_ERROR_NULL;
    sd_bus_message* reply = nullptr;
    const int result = sd_bus_call(bus_.get(), request.get(), 0, &error, &reply);
    if (result >= 0)
        return Message(reply);
    const Error said = errorOf(error, result);
    sd_bus_error_free(&error);
    return std::unexpected(said);
}

Result<std::vector<Dictionary>> ServiceClient::list(const char* method)
{
    const auto reply = call(make(method));
    if (!reply)
        return std::unexpected(reply.error());
    std::vector<Dictionary> all;
    if (const int result = read(reply->get(), all); result < 0)
        return fail(ErrorCode::Service, -result, method);
    return all;
}

Result<void> ServiceClient::setRoute(std::uint32_t stream, const std::vector<std::string>& sinks)
{
    const Message request = make("SetRoute");
    sd_bus_message_append_basic(request.get(), 'u', &stream);
    append(request.get(), sinks);
    return call(request).transform([](const Message&) {});
}

Result<void> ServiceClient::setLevel(std::uint32_t stream, double left, double right, bool muted)
{
    const Message request = make("SetLevel");
    sd_bus_message_append(request.get(), "uddb", stream, left, right, int{muted});
    return call(request).transform([](const Message&) {});
}

Result<void> ServiceClient::setMixer(std::uint32_t device, std::uint32_t control,
                                     std::uint32_t value)
{
    const Message request = make("SetMixer");
    sd_bus_message_append(request.get(), "uuu", device, control, value);
    return call(request).transform([](const Message&) {});
}

Result<std::uint32_t> ServiceClient::startRecording(const Dictionary& order)
{
    const Message request = make("StartRecording");
    append(request.get(), order);
    return call(request).and_then([](const Message& reply) -> Result<std::uint32_t> {
        std::uint32_t id = 0;
        if (sd_bus_message_read_basic(reply.get(), 'u', &id) < 0)
            return fail(ErrorCode::Service, EBADMSG, "StartRecording");
        return id;
    });
}

Result<void> ServiceClient::saveLast(const Dictionary& order)
{
    const Message request = make("SaveLast");
    append(request.get(), order);
    return call(request).transform([](const Message&) {});
}

Result<std::uint64_t> ServiceClient::preRoll()
{
    std::uint64_t length = 0;
    const int result = sd_bus_get_property_trivial(
        bus_.get(), serviceName, servicePath, serviceInterface, "PreRollNs", nullptr, 't', &length);
    if (result < 0)
        return fail(ErrorCode::Service, -result, "PreRollNs");
    return length;
}

Result<void> ServiceClient::controlRecording(std::uint32_t recording, const std::string& command)
{
    const Message request = make("ControlRecording");
    sd_bus_message_append(request.get(), "us", recording, command.c_str());
    return call(request).transform([](const Message&) {});
}

Result<ServiceClient::Log> ServiceClient::openLog(bool backlog)
{
    const Message request = make("OpenLog");
    sd_bus_message_append(request.get(), "b", int{backlog});
    return call(request).and_then([](const Message& reply) -> Result<Log> {
        int ring = -1;
        int socket = -1;
        if (sd_bus_message_read(reply.get(), "hh", &ring, &socket) < 0)
            return fail(ErrorCode::Service, EBADMSG, "OpenLog");
        return Log{duplicate(ring), duplicate(socket)};
    });
}

}  // namespace dsproxy
