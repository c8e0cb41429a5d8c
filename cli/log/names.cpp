// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/names.h"

#include "engine/seam/device_node.h"
#include "oss/print.h"

#include <fcntl.h>

#include <format>

namespace dsproxy::cli {

std::string_view kindName(EventKind kind)
{
    switch (kind) {
    case EventKind::Opened:
        return "opened";
    case EventKind::Ioctl:
        return "ioctl";
    case EventKind::Format:
        return "format";
    case EventKind::Started:
        return "started";
    case EventKind::Stopped:
        return "stopped";
    case EventKind::Reset:
        return "reset";
    case EventKind::Drained:
        return "drained";
    case EventKind::Underrun:
        return "underrun";
    case EventKind::Overrun:
        return "overrun";
    case EventKind::Mapped:
        return "mapped";
    case EventKind::Misuse:
        return "misuse";
    case EventKind::Closed:
        return "closed";
    case EventKind::Gap:
        return "gap";
    case EventKind::Note:
        return "note";
    case EventKind::Rule:
        return "rule";
    case EventKind::Wrote:
        return "wrote";
    case EventKind::Heard:
        return "heard";
    case EventKind::Skipped:
        return "skipped";
    }
    return "unknown";
}

std::string_view noteName(NoteCode code)
{
    switch (code) {
    case NoteCode::SetUidIgnored:
        return "set-uid-ignored";
    case NoteCode::UnreadableProgram:
        return "unreadable-program";
    case NoteCode::LowNumber:
        return "low-number";
    }
    return "unknown";
}

std::string nodePath(std::uint16_t node)
{
    const auto known = DeviceNode::of(node);
    return known ? known->path() : "/dev/?";
}

bool isDsp(std::uint16_t node)
{
    const auto known = DeviceNode::of(node);
    return !known || known->isDsp();
}

std::string modeText(std::uint16_t mode)
{
    std::string text;
    switch (mode & O_ACCMODE) {
    case O_RDONLY:
        text = "O_RDONLY";
        break;
    case O_WRONLY:
        text = "O_WRONLY";
        break;
    case O_RDWR:
        text = "O_RDWR";
        break;
    default:
        text = "O_ACCMODE";
        break;
    }
    return mode & O_NONBLOCK ? text + "|O_NONBLOCK" : text;
}

std::string paramsText(const oss_params& params)
{
    char name[32] = "";
    oss_print_format(params.afmt, name, sizeof name);
    return std::format("{}, {}, {} Hz", name, counted(params.channels, "channel"), params.rate);
}

std::string errnoName(int error)
{
    if (const char* name = oss_errno_name(error))
        return name;
    return std::format("errno {}", error);
}

std::string counted(std::uint64_t count, std::string_view noun)
{
    return std::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace dsproxy::cli
