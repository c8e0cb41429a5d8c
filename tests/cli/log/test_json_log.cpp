// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/json_log.h"

#include "cli/log/json.h"
#include "tests/cli/events.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace dsproxy::cli {

namespace {

std::string logOf(const Event& event)
{
    Lines lines;
    JsonLog(lines).event(event);
    return lines.all.at(0);
}

TEST(JsonLog, hasEverythingOfAnIoctl)
{
    Event event = ioctlEvent(SNDCTL_DSP_SPEED, 44100, 48000);
    event.sequence = 18'446'744'073'709'551'615u;
    event.time_ns = 12'000'000'034;
    event.frame = 7;
    event.position = 28;
    EXPECT_EQ(logOf(event),
              R"({"sequence":18446744073709551615,"time":12.000000034,"kind":"ioctl","stream":1,)"
              R"("capture":false,"frame":7,"position":28,"pid":4711,"comm":"mtv",)"
              R"("request":"SNDCTL_DSP_SPEED","number":3221508098,)"
              R"("in":{"hex":"44ac0000","value":44100},"out":{"hex":"80bb0000","value":48000},)"
              R"("errno":0,"took_ns":0,"english":"SNDCTL_DSP_SPEED    => 48000"})");
}

TEST(JsonLog, hasTheFieldsOfEachKind)
{
    const auto tail = [](const Event& event) {
        const std::string line = logOf(event);
        return line.substr(line.find("\"comm\""));
    };
    Event refused = openedEvent(0, OSS_NODE_AUDIO, O_RDONLY);
    refused.error = EBUSY;
    Event reset = eventOf(EventKind::Reset);
    reset.dropped_bytes = 1ull << 40;
    EXPECT_EQ(tail(refused), R"("comm":"mtv","node":"/dev/audio","mode":"O_RDONLY",)"
                             R"("errno":16,"error":"EBUSY"})");
    EXPECT_EQ(tail(formatEvent(AFMT_S16_LE, 2, 44100)),
              R"("comm":"mtv","format":"AFMT_S16_LE","channels":2,"rate":44100})");
    EXPECT_EQ(tail(reset), R"("comm":"mtv","dropped_bytes":1099511627776})");
    EXPECT_EQ(tail(valueEvent(EventKind::Gap, 12)), R"("comm":"mtv","lost":12})");
    EXPECT_EQ(tail(valueEvent(EventKind::Note, 0)), R"("comm":"mtv","note":"set-uid-ignored"})");
    EXPECT_EQ(tail(ruleEvent(4, "mtv 4 1024 block")),
              R"("comm":"mtv","line":4,"rule":"mtv 4 1024 block"})");
    EXPECT_EQ(tail(eventOf(EventKind::Underrun)), R"("comm":"mtv"})");
}

TEST(JsonLog, decodesStructuresOfVersionFourAsFarAsTheyAreHeld)
{
    Event event = ioctlEvent(SNDCTL_ENGINEINFO, 0, 0);
    oss_audioinfo info{};
    info.dev = 2;
    info.busy = 3;
    info.pid = 7;
    std::memcpy(info.name, "dsp", 4);
    std::memcpy(event.in, &info, sizeof event.in);
    std::memcpy(event.out, &info, sizeof event.out);
    event.in_bytes = event.out_bytes = sizeof event.out;
    const std::string line = logOf(event);
    EXPECT_NE(line.find(R"("value":{"dev":2}},"out":)"), std::string::npos) << line;
    EXPECT_NE(line.find(R"("value":{"dev":2,"name":"dsp","busy":3,"pid":7,"caps":0,)"
                        R"("iformats":0,"oformats":0}})"),
              std::string::npos)
        << line;
}

TEST(JsonLog, textsAreWhole)
{
    Event event = ioctlEvent(SNDCTL_SETSONG, 0, 0);
    std::memset(event.in, 'x', 64);
    event.in_bytes = 64;
    event.out_bytes = 0;
    EXPECT_NE(logOf(event).find(R"("value":")" + std::string(64, 'x') + R"("})"),
              std::string::npos);
}

TEST(JsonLog, decodesStructures)
{
    Event event = ioctlEvent(SNDCTL_DSP_GETOSPACE, 0, 0);
    const audio_buf_info info{1, 16, 4096, 8192};
    std::memcpy(event.out, &info, sizeof info);
    event.in_bytes = 0;
    event.out_bytes = sizeof info;
    const std::string line = logOf(event);
    EXPECT_NE(line.find(R"("out":{"hex":"01000000100000000010000000200000",)"
                        R"("value":{"fragments":1,"fragstotal":16,"fragsize":4096,"bytes":8192}})"),
              std::string::npos)
        << line;
    EXPECT_EQ(line.find("\"in\""), std::string::npos) << line;
}

TEST(JsonLog, givesNoValueOfHalfAnArgument)
{
    Event event = ioctlEvent(SNDCTL_DSP_SPEED, 44100, 44100, EFAULT);
    event.in_bytes = 2;
    const std::string line = logOf(event);
    EXPECT_NE(line.find(R"("in":{"hex":"44ac"},"errno":14)"), std::string::npos) << line;
}

TEST(JsonLog, saysWhenAnArgumentWasLargerThanAnEvent)
{
    Event event = ioctlEvent(0xc4e05801, 0, 0, EINVAL);
    event.in_bytes = 1248;
    const std::string line = logOf(event);
    EXPECT_NE(line.find(R"("request":"0xc4e05801","number":3303036929,)"
                        R"("in":{"bytes":1248,"hex":"0)"),
              std::string::npos)
        << line;
}

TEST(JsonWriter, escapesWhatJsonForbids)
{
    JsonWriter json;
    json.string(std::string_view("\"\\\n\0\x1f\x7f\xc3\xa4\xc3(\xff", 11));
    EXPECT_EQ(json.text(), "\"\\\"\\\\\\u000a\\u0000\\u001f\\u007f\xc3\xa4\xef\xbf\xbd(\xef\xbf\xbd"
                           "\"");
}

TEST(JsonWriter, separatesWithCommas)
{
    JsonWriter json;
    json.beginObject();
    json.key("a").beginObject().endObject();
    json.key("b").boolean(true);
    json.key("c").number(-1).endObject();
    EXPECT_EQ(json.text(), R"({"a":{},"b":true,"c":-1})");
}

}  // namespace

}  // namespace dsproxy::cli
