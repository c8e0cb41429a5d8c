// SPDX-License-Identifier: GPL-2.0-or-later
/// Prints a JSON log of the worst events there can be, for test_json_log.py to read.
#include "cli/log/json_log.h"
#include "oss/ioctl.h"
#include "tests/cli/events.h"

#include <cstdio>
#include <limits>
#include <random>

using namespace dsproxy;
using namespace dsproxy::cli;

namespace {

class Printed final : public LogOutput {
public:
    void line(std::string_view text) override
    {
        std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
    }
    void flush() override {}
};

/// Names of sixteen bytes without a NUL at the end, every byte value somewhere.
void hostileNames(JsonLog& log)
{
    for (int first = 1; first < 256; first += 16) {
        Event event = eventOf(EventKind::Started);
        for (int i = 0; i < 16; ++i)
            event.comm[i] = static_cast<char>(first + i);
        log.event(event);
    }
}

void extremes(JsonLog& log)
{
    Event event = eventOf(EventKind::Reset);
    event.time_ns = event.position = event.frame = event.dropped_bytes = event.sequence =
        std::numeric_limits<std::uint64_t>::max();
    event.pid = std::numeric_limits<std::int32_t>::min();
    log.event(event);
}

/// Each request of the table, with every length of argument.
void allRequests(JsonLog& log)
{
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); ++i)
        for (std::uint16_t bytes = 0; bytes <= Event::argumentMax + 1; bytes += 3) {
            Event event = ioctlEvent(row->cmd, -1, -1);
            event.in_bytes = event.out_bytes = bytes;
            log.event(event);
        }
}

void noise(JsonLog& log)
{
    std::minstd_rand random(1);
    std::uniform_int_distribution<int> byte(0, 255);
    for (int i = 0; i < 20000; ++i) {
        Event event{};
        unsigned char bytes[sizeof event];
        for (unsigned char& b : bytes)
            b = static_cast<unsigned char>(byte(random));
        bytes[offsetof(Event, capture)] &= 1;
        std::memcpy(&event, bytes, sizeof event);
        event.kind = static_cast<EventKind>(i % 17);
        log.event(event);
    }
}

}  // namespace

int main()
{
    Printed printed;
    JsonLog log(printed);
    hostileNames(log);
    extremes(log);
    allRequests(log);
    noise(log);
}
