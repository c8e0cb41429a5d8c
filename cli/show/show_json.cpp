// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/json.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/show/show_text.h"
#include "oss/ioctl.h"
#include "oss/print.h"

#include <format>

namespace dsproxy::cli {

namespace {

std::string secondsText(Nanoseconds time)
{
    return std::format("{}.{:09}", time.value / 1'000'000'000, time.value % 1'000'000'000);
}

class Json {
public:
    explicit Json(const Summary& summary) : summary_(summary) {}

    std::string write(const std::string& file)
    {
        const capture_file::Start& start = summary_.start();
        json_.beginObject();
        json_.key("file").string(file);
        json_.key("start_ns").number(start.wall_ns);
        json_.key("seconds").literal(secondsText(summary_.length()));
        json_.key("program").string(start.program);
        json_.key("writer").string(start.writer);
        json_.key("free").boolean(start.free_running);
        json_.key("whole").boolean(summary_.whole());
        json_.key("damaged_bytes").number(summary_.damagedBytes());
        json_.key("events").number(summary_.events());
        json_.key("lost_events").number(summary_.lostEvents());
        json_.key("refused_opens").number(summary_.refusedOpens());
        json_.key("streams").beginArray();
        for (const auto& [id, stream] : summary_.streams())
            write(id, stream);
        json_.endArray().endObject();
        return json_.text() + "\n";
    }

private:
    void time(std::string_view key, std::uint64_t time_ns)
    {
        json_.key(key).literal(secondsText(summary_.since(time_ns)));
    }

    void write(std::uint32_t id, const StreamSummary& stream)
    {
        json_.beginObject();
        json_.key("stream").number(id);
        if (stream.opened.stream == id)
            writeOpened(stream.opened);
        if (stream.closed)
            time("closed", stream.closed->time_ns);
        json_.key("mapped").boolean(stream.mapped);
        json_.key("dropped_bytes").number(stream.dropped_bytes);
        json_.key("overrun_bytes").number(stream.overrun_bytes);
        writeSound(stream);
        writeCalls(stream);
        writeUnderruns(stream);
        json_.key("hints").beginArray();
        for (const std::uint32_t bit : stream.misuses)
            if (const char* hint = oss_misuse_text(bit))
                json_.string(hint);
        json_.endArray().endObject();
    }

    void writeOpened(const Event& opened)
    {
        json_.key("node").string(nodePath(opened.node));
        json_.key("mode").string(modeText(opened.mode));
        json_.key("comm").string(fieldText(opened.comm));
        json_.key("pid").number(opened.pid);
        time("opened", opened.time_ns);
    }

    void writeSound(const StreamSummary& stream)
    {
        json_.key("sound").beginArray();
        for (const auto& [format, frames] : stream.parts) {
            const oss_format_info* layout = oss_format_find(format.afmt());
            json_.beginObject();
            json_.key("format").string(layout ? layout->name : "");
            json_.key("channels").number(format.channels().count);
            json_.key("rate").number(format.rate().hz);
            json_.key("frames").number(frames.value);
            json_.key("seconds").literal(secondsText(format.duration(frames)));
            json_.endObject();
        }
        json_.endArray();
    }

    void writeCalls(const StreamSummary& stream)
    {
        json_.key("calls").beginArray();
        for (const auto& [request, call] : stream.calls) {
            const struct oss_ioctl* known = oss_ioctl_find(request);
            json_.beginObject();
            json_.key("request").string(known ? known->name : std::format("{:#x}", request));
            json_.key("number").number(request);
            json_.key("count").number(call.count);
            json_.key("errors").number(call.errors);
            json_.key("took_ns").number(call.took_ns);
            time("first", call.first_ns);
            time("last", call.last_ns);
            json_.endObject();
        }
        json_.endArray();
    }

    void writeUnderruns(const StreamSummary& stream)
    {
        json_.key("underruns").number(stream.underrun_count);
        json_.key("underrun_frames").beginArray();
        for (const auto& [time_ns, frame] : stream.underruns)
            json_.number(frame);
        json_.endArray();
    }

    const Summary& summary_;
    JsonWriter json_;
};

}  // namespace

std::string showJson(const Summary& summary, const std::string& file)
{
    return Json(summary).write(file);
}

}  // namespace dsproxy::cli
