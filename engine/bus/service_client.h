// SPDX-License-Identifier: GPL-2.0-or-later
/// The user's service as its clients call it. docs/service.md describes each call.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/bus/dictionary.h"

#include <memory>
#include <utility>

namespace dsproxy {

/// One thread. Each call waits for its answer, five seconds at most. In an error: ESRCH: no service
/// runs and none can be started; ENOENT with an empty subject: there is no session bus; else what
/// the service says.
class ServiceClient {
public:
    static Result<std::unique_ptr<ServiceClient>> connect();

    /// False: a call would start it first.
    bool isRunning();

    /// METHOD: ListStreams, ListSinks, ListRecordings, ListDevices.
    Result<std::vector<Dictionary>> list(const char* method);
    Result<void> setRoute(std::uint32_t stream, const std::vector<std::string>& sinks);
    Result<void> setLevel(std::uint32_t stream, double left, double right, bool muted);
    Result<void> setMixer(std::uint32_t device, std::uint32_t control, std::uint32_t value);
    /// Its number.
    Result<std::uint32_t> startRecording(const Dictionary& order);
    /// Of what the pre-roll holds.
    Result<void> saveLast(const Dictionary& order);
    /// How much of each stream is always kept, in ns.
    Result<std::uint64_t> preRoll();
    Result<void> controlRecording(std::uint32_t recording, const std::string& command);

    /// A RecordRing of events, and the socket that wakes its reader.
    struct Log {
        UniqueFd ring;
        UniqueFd socket;
    };
    Result<Log> openLog(bool backlog);

private:
    struct Close {
        void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
        void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
    };
    using Message = std::unique_ptr<sd_bus_message, Close>;

    explicit ServiceClient(sd_bus* bus) : bus_(bus) {}
    Message make(const char* method);
    Result<Message> call(const Message& request);

    std::unique_ptr<sd_bus, Close> bus_;
};

}  // namespace dsproxy
