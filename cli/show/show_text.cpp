// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/show/show_text.h"

#include "cli/log/english_log.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/running_time.h"
#include "oss/ioctl.h"
#include "oss/print.h"

#include <fcntl.h>

#include <chrono>
#include <format>

namespace dsproxy::cli {

namespace {

std::string dateText(std::uint64_t wall_ns)
{
    using namespace std::chrono;
    const sys_seconds time(seconds(wall_ns / 1'000'000'000));
    return std::format("{:%Y-%m-%d %H:%M:%S} UTC", time);
}

std::string row(std::string_view name, std::string_view value)
{
    return std::format("  {:<10} {}\n", name, value);
}

std::string callName(std::uint32_t request)
{
    const struct oss_ioctl* known = oss_ioctl_find(request);
    return known ? known->name : std::format("{:#x}", request);
}

class Text {
public:
    Text(const Summary& summary, const std::string& file) : summary_(summary)
    {
        const capture_file::Start& start = summary.start();
        text_ = printable(file) + "\n";
        text_ += row("recorded", std::format("{}, {} long", dateText(start.wall_ns),
                                             clockText(summary.length())));
        text_ += row("program", std::format("{}{}", printable(start.program),
                                            start.free_running ? ", at free pace" : ""));
        text_ += row("by", printable(start.writer));
        text_ += row("events", std::format("{}{}", summary.events(), lost()));
        for (const Event& note : summary.notes())
            text_ += row("note", describe(static_cast<NoteCode>(note.value), note));
        for (const auto& [id, stream] : summary.streams())
            add(id, stream);
    }
    const std::string& text() const { return text_; }

private:
    std::string lost() const
    {
        const auto refused = summary_.refusedOpens();
        std::string text;
        if (summary_.lostEvents() > 0)
            text += std::format(", {} more were lost", summary_.lostEvents());
        if (refused > 0)
            text += std::format(", {} refused", counted(refused, "open"));
        return text;
    }

    std::string seconds(std::uint64_t time_ns) const
    {
        const auto ns = static_cast<std::uint64_t>(summary_.since(time_ns).value);
        return std::format("{}.{:03}", ns / 1'000'000'000, ns % 1'000'000'000 / 1'000'000);
    }

    static std::string spent(std::uint64_t ns)
    {
        return std::format("{}.{:06}", ns / 1'000'000'000, ns % 1'000'000'000 / 1'000);
    }

    void add(std::uint32_t id, const StreamSummary& stream)
    {
        text_ += std::format("stream {}\n", id);
        if (stream.opened.kind == EventKind::Opened && stream.opened.stream == id)
            text_ += row("opened", std::format("{} at {} s", openedText(stream.opened),
                                               seconds(stream.opened.time_ns)));
        for (const auto& [format, frames] : stream.parts)
            text_ += row("sound",
                         std::format("{} of {}, {}", clockText(format.duration(frames)),
                                     paramsText(format.params()), counted(frames.value, "frame")));
        if (stream.mapped)
            text_ += row("mapped", "yes");
        if (stream.dropped_bytes > 0)
            text_ += row("dropped", counted(stream.dropped_bytes, "byte") + " by resets");
        if (stream.overrun_bytes > 0)
            text_ += row("overruns", counted(stream.overrun_bytes, "byte") + " not read in time");
        addUnderruns(stream);
        for (const std::uint32_t bit : stream.misuses)
            if (const char* hint = oss_misuse_text(bit))
                text_ += row("hint", hint);
        addCalls(stream);
        if (stream.closed)
            text_ += row("closed", std::format("at {} s after {}", seconds(stream.closed->time_ns),
                                               counted(stream.closed->frame, "frame")));
    }

    void addUnderruns(const StreamSummary& stream)
    {
        for (const auto& [time_ns, frame] : stream.underruns)
            text_ += row("underrun", std::format("at frame {}, {} s", frame, seconds(time_ns)));
        if (stream.underrun_count > stream.underruns.size())
            text_ += row("underruns", std::format("{} in all", stream.underrun_count));
    }

    void addCalls(const StreamSummary& stream)
    {
        if (!stream.calls.empty())
            text_ += std::format("  {:<28} {:>8} {:>7} {:>11} {:>10} {:>10}\n", "call", "count",
                                 "errors", "seconds", "first", "last");
        for (const auto& [request, call] : stream.calls)
            text_ += std::format("  {:<28} {:>8} {:>7} {:>11} {:>10} {:>10}\n", callName(request),
                                 call.count, call.errors, spent(call.took_ns),
                                 seconds(call.first_ns), seconds(call.last_ns));
    }

    const Summary& summary_;
    std::string text_;
};

}  // namespace

std::string showText(const Summary& summary, const std::string& file)
{
    return Text(summary, file).text();
}

}  // namespace dsproxy::cli
