// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/input_spec.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy;
using Kind = InputSpec::Kind;

TEST(InputSpec, EachKindHasItsName)
{
    EXPECT_EQ(parseInput("silence")->kind, Kind::Silence);
    EXPECT_EQ(parseInput("default")->kind, Kind::Default);
    EXPECT_EQ(parseInput("stream:12")->kind, Kind::Stream);
    EXPECT_EQ(parseInput("stream:12")->stream, 12u);
    EXPECT_EQ(parseInput("file:/a:b.wav")->kind, Kind::File);
    EXPECT_EQ(parseInput("file:/a:b.wav")->name, "/a:b.wav");
    EXPECT_EQ(parseInput("loop:x.flac")->kind, Kind::Loop);
    EXPECT_EQ(parseInput("card:hw:0,1")->kind, Kind::Device);
    EXPECT_EQ(parseInput("card:hw:0,1")->name, "card:hw:0,1");
    EXPECT_EQ(parseInput("desktop")->kind, Kind::Device);
}

TEST(InputSpec, WhatMakesNoSenseIsRefused)
{
    for (const char* text : {"", "microphone", "stream:", "stream:x", "stream:0", "stream:1x",
                             "stream:99999999999", "file:", "loop:", "file", ":"})
        EXPECT_EQ(parseInput(text).error().code, ErrorCode::BadSpec) << text;
    EXPECT_EQ(parseInput("null").error().code, ErrorCode::Unsupported);
}

}  // namespace
