// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/view_text.h"

#include "cli/log/json.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/running_time.h"
#include "cli/service/table.h"

#include <cmath>
#include <format>

namespace dsproxy::cli {

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::optional<Format> formatOf(const Dictionary& view)
{
    const Format format(view.get<std::uint32_t>("afmt"),
                        Channels{view.get<std::uint32_t>("channels")},
                        Rate{view.get<std::uint32_t>("rate")});
    if (!oss_format_find(format.afmt()) || format.rate().hz == 0 || format.channels().count == 0)
        return std::nullopt;
    return format;
}

std::string formatText(const Dictionary& view)
{
    const auto format = formatOf(view);
    return format ? paramsText(format->params()) : "-";
}

std::string timeText(const Dictionary& view)
{
    const auto format = formatOf(view);
    return clockText(format ? format->duration(Frames(view.get<std::int64_t>("frames")))
                            : Nanoseconds(0));
}

std::string joined(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& one : all)
        text += (text.empty() ? "" : ", ") + printable(one);
    return text.empty() ? "-" : text;
}

/// "100 %", "80:60 %", "muted"
std::string levelText(const Dictionary& view)
{
    if (view.get<bool>("muted"))
        return "muted";
    const auto percent = [&](const char* side) { return std::lround(100 * view.get(side, 1.0)); };
    const long left = percent("left");
    const long right = percent("right");
    return left == right ? std::format("{} %", left) : std::format("{}:{} %", left, right);
}

std::string delayText(const Dictionary& sink)
{
    const auto rate = sink.get<std::uint32_t>("rate");
    if (rate == 0)
        return "-";
    const double ms = 1000.0 * static_cast<double>(sink.get<std::int64_t>("delay_frames")) / rate;
    return std::format("{}{:.0f} ms", sink.get<bool>("delay_estimated") ? "~" : "", ms);
}

std::string troubleText(const Dictionary& view)
{
    const Error error{static_cast<ErrorCode>(view.get<std::uint32_t>("error_code")),
                      static_cast<int>(view.get<std::uint32_t>("error_errno")),
                      view.get<std::string>("error_subject")};
    return view.values().contains("error_code") ? causeText(error) : "";
}

std::string sizeText(std::int64_t bytes)
{
    constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; size >= 1024 && unit + 1 < std::size(units); ++unit)
        size /= 1024;
    return unit == 0 ? std::format("{} B", bytes) : std::format("{:.1f} {}", size, units[unit]);
}

struct ToJson {
    JsonWriter& json;
    void operator()(bool value) const { json.boolean(value); }
    void operator()(double value) const { json.literal(std::format("{}", value)); }
    void operator()(const std::string& value) const { json.string(value); }
    void operator()(const std::vector<std::string>& value) const
    {
        json.beginArray();
        for (const std::string& one : value)
            json.string(one);
        json.endArray();
    }
    void operator()(std::integral auto value) const { json.number(value); }
};

/// "default, wav:/a.wav", "from stream:3", or both.
std::string routeText(const Dictionary& stream)
{
    const auto sinks = stream.get<std::vector<std::string>>("sinks");
    const auto input = stream.get<std::string>("input");
    if (input.empty())
        return joined(sinks);
    const std::string from = "from " + printable(input);
    const std::string trouble = troubleText(stream);
    return (sinks.empty() ? "" : joined(sinks) + ", ") + from +
           (trouble.empty() ? "" : " (" + trouble + ")");
}

}  // namespace

std::string programText(const Dictionary& stream)
{
    const auto path = stream.get<std::string>("path");
    const auto name = path.substr(path.find_last_of('/') + 1);
    return printable(name.empty() ? stream.get<std::string>("program") : name);
}

std::string streamsText(const std::vector<Dictionary>& streams)
{
    if (streams.empty())
        return "Nothing plays.\n";
    Rows rows{{"ID", "PROGRAM", "PID", "DEVICE", "FORMAT", "TIME", "LEVEL", "GOES TO"}};
    for (const Dictionary& one : streams)
        rows.push_back({std::to_string(one.get<std::uint32_t>("id")), programText(one),
                        std::to_string(one.get<std::int64_t>("pid")), one.get<std::string>("node"),
                        formatText(one), timeText(one), levelText(one), routeText(one)});
    return tableText(rows);
}

std::string sinksText(const std::vector<Dictionary>& sinks)
{
    if (sinks.empty())
        return "No sink is in use.\n";
    Rows rows{{"SINK", "STREAMS", "DEVICE", "FORMAT", "DELAY", "XRUNS", "TROUBLE"}};
    for (const Dictionary& one : sinks) {
        const auto device = one.get<std::string>("device");
        rows.push_back({printable(one.get<std::string>("name")),
                        std::to_string(one.get<std::uint32_t>("streams")),
                        device.empty() ? "-" : printable(device), formatText(one), delayText(one),
                        std::to_string(one.get<std::uint32_t>("xruns")), troubleText(one)});
    }
    return tableText(rows);
}

std::string recordingsText(const std::vector<Dictionary>& recordings)
{
    if (recordings.empty())
        return "Nothing is being recorded.\n";
    Rows rows{{"ID", "STATE", "LENGTH", "SIZE", "LEFT", "FILE", "TROUBLE"}};
    for (const Dictionary& one : recordings) {
        const auto left = one.get<std::int64_t>("left_ns", -1);
        const auto file = one.get<std::string>("last");
        rows.push_back({std::to_string(one.get<std::uint32_t>("id")), one.get<std::string>("phase"),
                        clockText(Nanoseconds(one.get<std::int64_t>("length_ns"))),
                        sizeText(one.get<std::int64_t>("bytes")),
                        left < 0 ? "-" : clockText(Nanoseconds(left)),
                        file.empty() ? "-" : printable(file), troubleText(one)});
    }
    return tableText(rows);
}

std::string viewsJson(const std::vector<Dictionary>& views)
{
    JsonWriter json;
    json.beginArray();
    for (const Dictionary& view : views) {
        json.beginObject();
        for (const auto& [name, value] : view.values()) {
            json.key(name);
            std::visit(ToJson{json}, value);
        }
        json.endObject();
    }
    json.endArray();
    return json.text() + "\n";
}

}  // namespace dsproxy::cli
