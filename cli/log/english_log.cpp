// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/english_log.h"

#include "cli/log/call_text.h"
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "oss/print.h"

#include <fcntl.h>

#include <format>

namespace dsproxy::cli {

namespace {

std::string_view purpose(const Event& event)
{
    if (!isDsp(event.node))
        return "";
    switch (event.mode & O_ACCMODE) {
    case O_WRONLY:
        return " to play";
    case O_RDONLY:
        return " to record";
    default:
        return " to play and record";
    }
}

std::string opened(const Event& event)
{
    if (event.error != 0)
        return std::format("open {} refused with {} to {} ({})", nodePath(event.node),
                           errnoName(event.error), printable(fieldText(event.comm)), event.pid);
    return "opened " + openedText(event);
}

std::string misuse(std::uint32_t bit)
{
    const char* text = oss_misuse_text(bit);
    return text ? std::format("hint: {}", text) : std::format("hint {:#x}", bit);
}

/// What the line says besides an ioctl; empty for what only matters inside dsproxy.
std::string sentence(const Event& event)
{
    switch (event.kind) {
    case EventKind::Opened:
        return opened(event);
    case EventKind::Ioctl:
        return englishCall(event);
    case EventKind::Format:
        return std::format("format {} from frame {}", paramsText(event.params), event.frame);
    case EventKind::Started:
        return std::format("started at frame {}", event.frame);
    case EventKind::Stopped:
        return std::format("stopped at frame {}", event.frame);
    case EventKind::Reset:
        return std::format("reset at frame {} dropped {}", event.frame,
                           counted(event.dropped_bytes, "byte"));
    case EventKind::Drained:
        return std::format("drained at frame {}", event.frame);
    case EventKind::Underrun:
        return std::format("underrun at frame {}", event.frame);
    case EventKind::Overrun:
        return std::format("overrun at frame {} lost {}", event.frame,
                           counted(event.dropped_bytes, "byte"));
    case EventKind::Mapped:
        return "mapped its buffer";
    case EventKind::Misuse:
        return misuse(event.value);
    case EventKind::Closed:
        return std::format("closed after {}", counted(event.frame, "frame"));
    case EventKind::Gap:
        return std::format("gap: {} lost here", counted(event.value, "event"));
    case EventKind::Note:
        return "note: " + describe(static_cast<NoteCode>(event.value), event);
    case EventKind::Rule:
        return std::format("rule of line {}: {}", event.value, printable(ruleTextOf(event)));
    case EventKind::Wrote:
    case EventKind::Heard:
    case EventKind::Skipped:
        break;
    }
    return std::format("event of kind {}", static_cast<std::uint32_t>(event.kind));
}

/// Both directions of an O_RDWR open send these; playing is the silent default.
bool mayBeCapture(EventKind kind)
{
    return kind == EventKind::Format || kind == EventKind::Started || kind == EventKind::Stopped ||
           kind == EventKind::Reset || kind == EventKind::Mapped || kind == EventKind::Rule;
}

}  // namespace

std::string EnglishLog::prefix(const Event& event) const
{
    std::string text;
    if (event.stream != 0 && live_.size() > 1)
        text = std::format("[{}] ", event.stream);
    if (event.capture && mayBeCapture(event.kind))
        text += "capture: ";
    return text;
}

std::string openedText(const Event& event)
{
    return std::format("{}{}{} by {} ({})", nodePath(event.node), purpose(event),
                       event.mode & O_NONBLOCK ? " without waiting" : "",
                       printable(fieldText(event.comm)), event.pid);
}

void EnglishLog::event(const Event& event)
{
    if (event.kind == EventKind::Opened && event.error == 0 && isDsp(event.node))
        live_.insert(event.stream);
    if (const std::string text = sentence(event); !text.empty())
        output_.line(prefix(event) + text);
    if (event.kind == EventKind::Closed)
        live_.erase(event.stream);
}

}  // namespace dsproxy::cli
