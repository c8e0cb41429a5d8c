// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/bus_interface.h"

#include "engine/bus/service_name.h"
#include "engine/live/monotonic.h"
#include "engine/service/views.h"

#include <unistd.h>

namespace dsproxy {

namespace {

constexpr std::uint32_t version = 1;

Service& serviceOf(void* data)
{
    return static_cast<BusInterface*>(data)->service();
}

/// The errno says what kind of error it is; its text is the subject.
int failed(sd_bus_message* call, const Error& error)
{
    const int number = error.sys ? error.sys : EINVAL;
    return sd_bus_reply_method_errnof(call, number, "%s", error.subject.c_str());
}

int done(sd_bus_message* call, const Result<void>& result)
{
    return result ? sd_bus_reply_method_return(call, nullptr) : failed(call, result.error());
}

template <class Content> int reply(sd_bus_message* call, const Content& content)
{
    sd_bus_message* answer = nullptr;
    int result = sd_bus_message_new_method_return(call, &answer);
    if (result >= 0)
        result = append(answer, content);
    if (result >= 0)
        result = sd_bus_send(nullptr, answer, nullptr);
    sd_bus_message_unref(answer);
    return result;
}

int attach(sd_bus_message* call, void* data, sd_bus_error*)
{
    auto socket = serviceOf(data).attach();
    return socket ? sd_bus_reply_method_return(call, "h", socket->get())
                  : failed(call, socket.error());
}

int listStreams(sd_bus_message* call, void* data, sd_bus_error*)
{
    return reply(call, streamsView(serviceOf(data).engine()));
}

int listSinks(sd_bus_message* call, void* data, sd_bus_error*)
{
    return reply(call, sinksView(serviceOf(data).engine()));
}

int listRecordings(sd_bus_message* call, void* data, sd_bus_error*)
{
    return reply(call, recordingsView(serviceOf(data).engine()));
}

int listDevices(sd_bus_message* call, void* data, sd_bus_error*)
{
    return reply(call, devicesView(serviceOf(data)));
}

int setRoute(sd_bus_message* call, void* data, sd_bus_error*)
{
    std::uint32_t stream = 0;
    std::vector<std::string> sinks;
    int result = sd_bus_message_read_basic(call, 'u', &stream);
    if (result >= 0)
        result = read(call, sinks);
    return result < 0 ? result : done(call, serviceOf(data).engine().route(stream, sinks));
}

int setLevel(sd_bus_message* call, void* data, sd_bus_error*)
{
    std::uint32_t stream = 0;
    StreamLevel level;
    int muted = 0;
    const int result =
        sd_bus_message_read(call, "uddb", &stream, &level.left, &level.right, &muted);
    level.muted = muted != 0;
    return result < 0 ? result : done(call, serviceOf(data).engine().setLevel(stream, level));
}

int startRecording(sd_bus_message* call, void* data, sd_bus_error*)
{
    Dictionary asked;
    if (const int result = read(call, asked); result < 0)
        return result;
    Engine& engine = serviceOf(data).engine();
    auto order = recordingOrder(asked, engine.settings());
    if (!order)
        return failed(call, order.error());
    const auto id = engine.record(std::move(order->settings), std::move(order->streams));
    return id ? sd_bus_reply_method_return(call, "u", *id) : failed(call, id.error());
}

int saveLast(sd_bus_message* call, void* data, sd_bus_error*)
{
    Dictionary asked;
    if (const int result = read(call, asked); result < 0)
        return result;
    Engine& engine = serviceOf(data).engine();
    auto order = recordingOrder(asked, engine.settings());
    return order ? done(call, engine.saveLast(std::move(order->settings)))
                 : failed(call, order.error());
}

int controlRecording(sd_bus_message* call, void* data, sd_bus_error*)
{
    using Command = RecordingTable::Command;
    static const std::map<std::string_view, Command> commands{{"pause", Command::Pause},
                                                              {"resume", Command::Resume},
                                                              {"split", Command::Split},
                                                              {"stop", Command::Stop}};
    std::uint32_t id = 0;
    const char* word = "";
    if (const int result = sd_bus_message_read(call, "us", &id, &word); result < 0)
        return result;
    const auto command = commands.find(word);
    if (command == commands.end())
        return failed(call, {ErrorCode::BadSpec, EINVAL, word});
    return done(call, serviceOf(data).engine().control(id, command->second));
}

int openLog(sd_bus_message* call, void* data, sd_bus_error*)
{
    int all = 0;
    if (const int result = sd_bus_message_read(call, "b", &all); result < 0)
        return result;
    auto ends = serviceOf(data).engine().log().follow(all ? EventLog::Backlog::All
                                                          : EventLog::Backlog::None);
    return ends ? sd_bus_reply_method_return(call, "hh", ends->ring, ends->socket.get())
                : failed(call, ends.error());
}

int setMixer(sd_bus_message* call, void* data, sd_bus_error*)
{
    std::uint32_t device = 0;
    std::uint32_t control = 0;
    std::uint32_t value = 0;
    const int result = sd_bus_message_read(call, "uuu", &device, &control, &value);
    if (result < 0)
        return result;
    Service& service = serviceOf(data);
    const auto set = service.setMixer(device, control, value, monotonicNow());
    service.engine().notifier().changed(Topic::Mixers);
    return done(call, set);
}

int openLevels(sd_bus_message* call, void* data, sd_bus_error*)
{
    std::uint32_t stream = 0;
    if (const int result = sd_bus_message_read(call, "u", &stream); result < 0)
        return result;
    auto ends = serviceOf(data).engine().watch(stream);
    return ends ? sd_bus_reply_method_return(call, "hh", ends->ring, ends->socket.get())
                : failed(call, ends.error());
}

int retrySinks(sd_bus_message* call, void* data, sd_bus_error*)
{
    serviceOf(data).engine().sinks().retry();
    return done(call, {});
}

int getVersion(sd_bus*, const char*, const char*, const char*, sd_bus_message* reply, void*,
               sd_bus_error*)
{
    return sd_bus_message_append(reply, "u", version);
}

int getPreRoll(sd_bus*, const char*, const char*, const char*, sd_bus_message* reply, void* data,
               sd_bus_error*)
{
    const auto length = serviceOf(data).engine().settings().pre_roll;
    return sd_bus_message_append(reply, "t", static_cast<std::uint64_t>(length.value));
}

constexpr std::uint64_t free = SD_BUS_VTABLE_UNPRIVILEGED;

const sd_bus_vtable table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_PROPERTY("Version", "u", getVersion, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("PreRollNs", "t", getPreRoll, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_METHOD_WITH_NAMES("Attach", "", , "h", SD_BUS_PARAM(socket), attach, free),
    SD_BUS_METHOD_WITH_NAMES("ListStreams", "", , "aa{sv}", SD_BUS_PARAM(streams), listStreams,
                             free),
    SD_BUS_METHOD_WITH_NAMES("ListSinks", "", , "aa{sv}", SD_BUS_PARAM(sinks), listSinks, free),
    SD_BUS_METHOD_WITH_NAMES("ListRecordings", "", , "aa{sv}", SD_BUS_PARAM(recordings),
                             listRecordings, free),
    SD_BUS_METHOD_WITH_NAMES("ListDevices", "", , "aa{sv}", SD_BUS_PARAM(devices), listDevices,
                             free),
    SD_BUS_METHOD_WITH_NAMES("SetRoute", "uas", SD_BUS_PARAM(stream) SD_BUS_PARAM(sinks), "", ,
                             setRoute, free),
    SD_BUS_METHOD_WITH_NAMES("SetLevel", "uddb",
                             SD_BUS_PARAM(stream) SD_BUS_PARAM(left) SD_BUS_PARAM(right)
                                 SD_BUS_PARAM(muted),
                             "", , setLevel, free),
    SD_BUS_METHOD_WITH_NAMES("StartRecording", "a{sv}", SD_BUS_PARAM(order), "u",
                             SD_BUS_PARAM(recording), startRecording, free),
    SD_BUS_METHOD_WITH_NAMES("SaveLast", "a{sv}", SD_BUS_PARAM(order), "", , saveLast, free),
    SD_BUS_METHOD_WITH_NAMES("ControlRecording", "us",
                             SD_BUS_PARAM(recording) SD_BUS_PARAM(command), "", , controlRecording,
                             free),
    SD_BUS_METHOD_WITH_NAMES("OpenLog", "b", SD_BUS_PARAM(backlog), "hh",
                             SD_BUS_PARAM(ring) SD_BUS_PARAM(socket), openLog, free),
    SD_BUS_METHOD_WITH_NAMES("SetMixer", "uuu",
                             SD_BUS_PARAM(device) SD_BUS_PARAM(control) SD_BUS_PARAM(value), "", ,
                             setMixer, free),
    SD_BUS_METHOD_WITH_NAMES("OpenLevels", "u", SD_BUS_PARAM(stream), "hh",
                             SD_BUS_PARAM(ring) SD_BUS_PARAM(socket), openLevels, free),
    SD_BUS_METHOD("RetrySinks", "", "", retrySinks, free),
    SD_BUS_SIGNAL_WITH_NAMES("Changed", "as", SD_BUS_PARAM(topics), 0),
    SD_BUS_VTABLE_END,
};

constexpr std::pair<Topic, const char*> topicNames[] = {
    {Topic::Streams, "streams"}, {Topic::Sinks, "sinks"},         {Topic::Recordings, "recordings"},
    {Topic::Mixers, "mixers"},   {Topic::Attachments, "devices"},
};

}  // namespace

int BusInterface::publish()
{
    return sd_bus_add_object_vtable(bus_, nullptr, servicePath, serviceInterface, table, this);
}

void BusInterface::tellChanged(std::uint32_t topics)
{
    std::vector<std::string> names;
    for (const auto& [topic, name] : topicNames)
        if (topics & static_cast<std::uint32_t>(topic))
            names.emplace_back(name);
    sd_bus_message* signal = nullptr;
    if (sd_bus_message_new_signal(bus_, &signal, servicePath, serviceInterface, "Changed") >= 0 &&
        append(signal, names) >= 0)
        sd_bus_send(bus_, signal, nullptr);
    sd_bus_message_unref(signal);
}

}  // namespace dsproxy
