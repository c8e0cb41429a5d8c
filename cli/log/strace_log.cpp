// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/strace_log.h"

#include "cli/log/call_text.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "oss/print.h"

#include <format>
#include <system_error>

namespace dsproxy::cli {

namespace {

std::string result(int error)
{
    if (error == 0)
        return "0";
    return std::format("-1 {} ({})", errnoName(error), std::generic_category().message(error));
}

std::string misuse(std::uint32_t bit)
{
    const char* text = oss_misuse_text(bit);
    return std::format(" \"{}\"", text ? text : "");
}

/// What an event that is not a call carries.
std::string details(const Event& event)
{
    switch (event.kind) {
    case EventKind::Format:
        return std::format(" {{{}}}", paramsText(event.params));
    case EventKind::Reset:
    case EventKind::Overrun:
        return std::format(" dropped={}", event.dropped_bytes);
    case EventKind::Misuse:
        return misuse(event.value);
    case EventKind::Gap:
        return std::format(" lost={}", event.value);
    case EventKind::Note:
        return std::format(" {}", noteName(static_cast<NoteCode>(event.value)));
    case EventKind::Rule:
        return std::format(" line={} \"{}\"", event.value, printable(ruleTextOf(event)));
    case EventKind::Opened:
    case EventKind::Ioctl:
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
    return {};
}

/// As strace shows a signal: "--- reset /dev/dsp#1 frame=4096 dropped=512 ---".
std::string occurrence(const Event& event, const std::string& file)
{
    const auto subject = event.stream == 0 ? "" : std::format(" {} frame={}", file, event.frame);
    return std::format("--- {}{}{}{} ---", kindName(event.kind), event.capture ? " capture" : "",
                       subject, details(event));
}

std::string open(const Event& event, const std::string& file)
{
    return std::format("open(\"{}\", {}) = {}", nodePath(event.node), modeText(event.mode),
                       event.error == 0 ? file : result(event.error));
}

std::string callText(const Event& event, const std::string& file)
{
    if (event.kind == EventKind::Opened)
        return open(event, file);
    if (event.kind == EventKind::Ioctl)
        return std::format("ioctl({}, {}) = {}", file, straceCall(event), result(event.error));
    if (event.kind == EventKind::Mapped)
        return std::format("mmap({}) = 0", file);
    if (event.kind == EventKind::Closed)
        return std::format("close({}) = 0", file);
    return occurrence(event, file);
}

}  // namespace

std::string StraceLog::stamp(const Event& event)
{
    if (!origin_ns_)
        origin_ns_ = event.time_ns;
    const std::uint64_t ns = event.time_ns < *origin_ns_ ? 0 : event.time_ns - *origin_ns_;
    const auto time = std::format("{}.{:06}", ns / 1'000'000'000, ns % 1'000'000'000 / 1000);
    return event.pid == 0 ? time : std::format("[pid {}] {}", event.pid, time);
}

std::string StraceLog::file(const Event& event) const
{
    if (event.stream == 0)
        return "?";
    const auto found = opened_.find(event.stream);
    return std::format("{}#{}", found == opened_.end() ? "?" : found->second, event.stream);
}

void StraceLog::event(const Event& event)
{
    if (event.kind == EventKind::Opened && event.error == 0)
        opened_[event.stream] = nodePath(event.node);
    output_.line(std::format("{} {}", stamp(event), callText(event, file(event))));
    if (event.kind == EventKind::Closed)
        opened_.erase(event.stream);
}

}  // namespace dsproxy::cli
