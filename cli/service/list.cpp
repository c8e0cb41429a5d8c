// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/list.h"

#include "cli/log/utf8.h"
#include "cli/run/running_time.h"
#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/service/table.h"
#include "cli/service/view_text.h"
#include "engine/live/device_registry.h"

#include <format>

namespace dsproxy::cli {

namespace {

/// What `list --quiet` and completion want: one number a line.
std::string idsText(const std::vector<Dictionary>& views)
{
    std::string text;
    for (const Dictionary& view : views)
        text += std::format("{}\n", view.get<std::uint32_t>("id"));
    return text;
}

int listStreams(const ListOptions& options)
{
    return withService([&](ServiceClient& service) {
        const auto streams = service.list("ListStreams");
        if (!streams)
            return failed(streams.error());
        if (options.quiet)
            return answer(idsText(*streams));
        return answer(options.json ? viewsJson(*streams) : streamsText(*streams));
    });
}

std::string devicesText(const std::vector<DeviceFacts>& devices)
{
    std::vector<std::vector<std::string>> rows{{"SINK", "CAN", "WHAT IT IS"}};
    for (const DeviceFacts& device : devices) {
        std::string can = device.playback ? "play" : "";
        if (device.capture)
            can += can.empty() ? "record" : ", record";
        rows.push_back({printable(device.name), can, printable(device.description)});
    }
    return tableText(rows);
}

std::vector<Dictionary> devicesView(const std::vector<DeviceFacts>& devices)
{
    std::vector<Dictionary> all;
    for (const DeviceFacts& device : devices)
        all.push_back({{"name", device.name},
                       {"description", device.description},
                       {"playback", device.playback},
                       {"capture", device.capture}});
    return all;
}

/// What is there is asked here: a sound server that hangs is nothing for the service to wait for.
int listSinks(const ListOptions& options)
{
    const auto devices = listDevices();
    if (options.json)
        return answer(viewsJson(devicesView(devices)));
    if (!options.quiet)
        return answer(devicesText(devices));
    std::string names = "default\n";
    for (const DeviceFacts& device : devices)
        names += printable(device.name) + "\n";
    return answer(names);
}

Result<std::string> status(ServiceClient& service)
{
    std::string text;
    const std::pair<const char*, std::string (*)(const std::vector<Dictionary>&)> parts[] = {
        {"ListStreams", streamsText}, {"ListSinks", sinksText}, {"ListRecordings", recordingsText}};
    for (const auto& [method, print] : parts) {
        const auto views = service.list(method);
        if (!views)
            return std::unexpected(views.error());
        text += (text.empty() ? "" : "\n") + print(*views);
    }
    if (const auto length = service.preRoll(); length && *length > 0)
        text += std::format("\nThe last {} of each stream are kept: dsproxy record last saves "
                            "them.\n",
                            clockText(Nanoseconds(static_cast<std::int64_t>(*length))));
    return text;
}

/// Looks only: it does not start the service.
int showStatus(const ListOptions& options)
{
    return withService([&](ServiceClient& service) {
        if (!service.isRunning()) {
            if (options.quiet)
                return exitFailed;
            std::ignore =
                answer("The service dsproxyd does not run; it starts when it is needed.\n");
            return exitFailed;
        }
        if (options.quiet)
            return 0;
        const auto text = status(service);
        return text ? answer(*text) : failed(text.error());
    });
}

}  // namespace

int listMain(std::span<char*> args)
{
    return listMain("list", listHelp, args, listStreams);
}

int sinksMain(std::span<char*> args)
{
    return listMain("sinks", sinksHelp, args, listSinks);
}

int statusMain(std::span<char*> args)
{
    return listMain("status", statusHelp, args, showStatus);
}

}  // namespace dsproxy::cli
