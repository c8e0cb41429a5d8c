// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/table.h"
#include "cli/service/view_text.h"
#include "engine/base/result.h"
#include "oss/abi.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy;
using namespace dsproxy::cli;

TEST(Table, ColumnsAreAsWideAsTheirWidestCell)
{
    EXPECT_EQ(tableText({{"ID", "NAME", "X"}, {"1", "B\u00e4r", ""}, {"22", "a", "y"}}),
              "ID  NAME  X\n"
              "1   B\u00e4r\n"
              "22  a     y\n");
}

TEST(ViewText, AStreamIsALine)
{
    const Dictionary stream{{"id", std::uint32_t{3}},
                            {"path", std::string("/usr/bin/mpg123")},
                            {"program", std::string("mpg123")},
                            {"pid", std::int64_t{4711}},
                            {"node", std::string("/dev/dsp1")},
                            {"afmt", std::uint32_t{AFMT_S16_LE}},
                            {"channels", std::uint32_t{2}},
                            {"rate", std::uint32_t{44100}},
                            {"frames", std::int64_t{66150}},
                            {"left", 0.5},
                            {"right", 0.25},
                            {"sinks", std::vector<std::string>{"default", "wav:/a b"}}};
    EXPECT_EQ(streamsText({stream}),
              "ID  PROGRAM  PID   DEVICE     FORMAT                             TIME        LEVEL"
              "    GOES TO\n"
              "3   mpg123   4711  /dev/dsp1  AFMT_S16_LE, 2 channels, 44100 Hz  0:00:01.50  50:25 "
              "%  default, wav:/a b\n");
}

TEST(ViewText, WhereThereIsNothingItSaysSo)
{
    EXPECT_EQ(streamsText({}), "Nothing plays.\n");
    EXPECT_EQ(sinksText({}), "No sink is in use.\n");
    EXPECT_EQ(recordingsText({}), "Nothing is being recorded.\n");
    EXPECT_NE(streamsText({Dictionary{}}).find("100 %  -"), std::string::npos);
}

TEST(ViewText, ASinkSaysWhatItsTroubleIs)
{
    const Dictionary sink{{"name", std::string("default")},
                          {"device", std::string("null")},
                          {"streams", std::uint32_t{1}},
                          {"afmt", std::uint32_t{AFMT_S16_LE}},
                          {"channels", std::uint32_t{2}},
                          {"rate", std::uint32_t{48000}},
                          {"delay_frames", std::int64_t{1920}},
                          {"delay_estimated", true},
                          {"error_code", static_cast<std::uint32_t>(ErrorCode::OpenFailed)},
                          {"error_errno", std::uint32_t{ECONNREFUSED}},
                          {"error_subject", std::string("desktop:")}};
    const std::string text = sinksText({sink});
    EXPECT_NE(text.find("~40 ms"), std::string::npos);
    EXPECT_NE(text.find("desktop: cannot be opened: Connection refused"), std::string::npos);
}

TEST(ViewText, NamesOfProgramsCannotMoveTheCursor)
{
    const Dictionary stream{{"path", std::string("/x/a\033[2Jb")}};
    EXPECT_EQ(programText(stream).find('\033'), std::string::npos);
}

TEST(ViewText, JsonHasAllValues)
{
    const Dictionary view{
        {"a", true}, {"b", std::uint32_t{1}},    {"c", std::int64_t{-2}},
        {"d", 0.5},  {"e", std::string("x\"y")}, {"f", std::vector<std::string>{"p", "q"}}};
    EXPECT_EQ(viewsJson({view}),
              "[{\"a\":true,\"b\":1,\"c\":-2,\"d\":0.5,\"e\":\"x\\\"y\",\"f\":[\"p\",\"q\"]}]\n");
}

}  // namespace
