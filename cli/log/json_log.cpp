// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/json_log.h"

#include "cli/log/call_text.h"
#include "cli/log/json.h"
#include "cli/log/json_value.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "oss/ioctl.h"
#include "oss/print.h"

#include <format>

namespace dsproxy::cli {

namespace {

std::string seconds(std::uint64_t ns)
{
    return std::format("{}.{:09}", ns / 1'000'000'000, ns % 1'000'000'000);
}

void writeError(JsonWriter& json, int error)
{
    json.key("errno").number(error);
    if (error != 0)
        json.key("error").string(errnoName(error));
}

void writeOpened(JsonWriter& json, const Event& event)
{
    json.key("node").string(nodePath(event.node));
    json.key("mode").string(modeText(event.mode));
    writeError(json, event.error);
}

void writeIoctl(JsonWriter& json, const Event& event)
{
    const struct oss_ioctl* row = oss_ioctl_find(event.cmd);
    json.key("request").string(row ? row->name : std::format("{:#x}", event.cmd));
    json.key("number").number(event.cmd);
    writeArgument(json, "in", row, argumentIn(event), event.in_bytes);
    writeArgument(json, "out", row, argumentOut(event), event.out_bytes);
    writeError(json, event.error);
    json.key("took_ns").number(event.took_ns);
    json.key("english").string(englishCall(event));
}

void writeFormat(JsonWriter& json, const oss_params& params)
{
    char name[32] = "";
    oss_print_format(params.afmt, name, sizeof name);
    json.key("format").string(name);
    json.key("channels").number(params.channels);
    json.key("rate").number(params.rate);
}

void writeMisuse(JsonWriter& json, std::uint32_t bit)
{
    const char* text = oss_misuse_text(bit);
    json.key("misuse").number(bit);
    json.key("hint").string(text ? text : "");
}

/// What only this kind of event has.
void writeDetails(JsonWriter& json, const Event& event)
{
    switch (event.kind) {
    case EventKind::Opened:
        writeOpened(json, event);
        break;
    case EventKind::Ioctl:
        writeIoctl(json, event);
        break;
    case EventKind::Format:
        writeFormat(json, event.params);
        break;
    case EventKind::Reset:
    case EventKind::Overrun:
        json.key("dropped_bytes").number(event.dropped_bytes);
        break;
    case EventKind::Misuse:
        writeMisuse(json, event.value);
        break;
    case EventKind::Gap:
        json.key("lost").number(event.value);
        break;
    case EventKind::Note:
        json.key("note").string(noteName(static_cast<NoteCode>(event.value)));
        break;
    case EventKind::Rule:
        json.key("line").number(event.value);
        json.key("rule").string(ruleTextOf(event));
        break;
    case EventKind::Started:
    case EventKind::Stopped:
    case EventKind::Drained:
    case EventKind::Underrun:
    case EventKind::Mapped:
    case EventKind::Closed:
    case EventKind::Wrote:
    case EventKind::Heard:
    case EventKind::Skipped:
        break;
    }
}

}  // namespace

void JsonLog::event(const Event& event)
{
    JsonWriter json;
    json.beginObject();
    json.key("sequence").number(event.sequence);
    json.key("time").literal(seconds(event.time_ns));
    json.key("kind").string(kindName(event.kind));
    json.key("stream").number(event.stream);
    json.key("capture").boolean(event.capture);
    json.key("frame").number(event.frame);
    json.key("position").number(event.position);
    json.key("pid").number(event.pid);
    json.key("comm").string(fieldText(event.comm));
    writeDetails(json, event);
    json.endObject();
    output_.line(json.text());
}

}  // namespace dsproxy::cli
