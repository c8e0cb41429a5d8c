// SPDX-License-Identifier: GPL-2.0-or-later
/// Events as a source would send them, and a log output that keeps what it gets.
#pragma once

#include "cli/log/log_writer.h"
#include "oss/abi.h"
#include "oss/dsp.h"

#include <fcntl.h>

#include <cstring>
#include <string>
#include <vector>

namespace dsproxy::cli {

class Lines final : public LogOutput {
public:
    void line(std::string_view text) override { all.emplace_back(text); }
    void flush() override {}

    std::vector<std::string> all;
};

inline Event eventOf(EventKind kind, std::uint32_t stream = 1)
{
    Event event{};
    event.sequence = 1;
    event.time_ns = 5'000'000'000;
    event.kind = kind;
    event.stream = stream;
    event.pid = 4711;
    std::strcpy(event.comm, "mtv");
    return event;
}

inline Event openedEvent(std::uint32_t stream = 1, oss_node node = OSS_NODE_DSP,
                         int mode = O_WRONLY)
{
    Event event = eventOf(EventKind::Opened, stream);
    event.node = static_cast<std::uint16_t>(node);
    event.mode = static_cast<std::uint16_t>(mode);
    return event;
}

inline Event ioctlEvent(std::uint64_t cmd, int in, int out, int error = 0)
{
    Event event = eventOf(EventKind::Ioctl);
    event.cmd = static_cast<std::uint32_t>(cmd);
    event.error = error;
    std::memcpy(event.in, &in, sizeof in);
    std::memcpy(event.out, &out, sizeof out);
    event.in_bytes = sizeof in;
    event.out_bytes = error == 0 ? sizeof out : 0;
    return event;
}

inline Event formatEvent(std::uint32_t afmt, std::uint32_t channels, std::uint32_t rate)
{
    Event event = eventOf(EventKind::Format);
    event.params = {afmt, channels, rate};
    return event;
}

inline Event valueEvent(EventKind kind, std::uint32_t value)
{
    Event event = eventOf(kind);
    event.value = value;
    return event;
}

inline Event ruleEvent(std::uint32_t line, std::string_view text)
{
    Event event = valueEvent(EventKind::Rule, line);
    event.in_bytes = static_cast<std::uint16_t>(text.copy(reinterpret_cast<char*>(event.in), 96));
    return event;
}

}  // namespace dsproxy::cli
