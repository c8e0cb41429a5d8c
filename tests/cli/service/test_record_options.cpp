// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/record.h"
#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

std::expected<RecordOptions, UsageError> parse(Words words)
{
    Arguments arguments(std::move(words));
    return parseRecordOptions(arguments.span());
}

RecordOptions good(Words words)
{
    auto options = parse(std::move(words));
    EXPECT_TRUE(options.has_value()) << options.error().text;
    return options.value_or(RecordOptions{});
}

std::string complaint(Words words)
{
    const auto options = parse(std::move(words));
    return options ? "" : options.error().text;
}

TEST(RecordOptions, TimesAndSizesHaveUnits)
{
    EXPECT_DOUBLE_EQ(good({"--split-every", "90"}).order.get<double>("split_every"), 90);
    EXPECT_DOUBLE_EQ(good({"--split-every=1.5h"}).order.get<double>("split_every"), 5400);
    EXPECT_DOUBLE_EQ(good({"--limit-time", "10min"}).order.get<double>("limit_length"), 600);
    EXPECT_EQ(good({"--limit-size", "650M"}).order.get<std::uint64_t>("limit_size"),
              650ull * 1024 * 1024);
    EXPECT_EQ(good({"--split-size", "700K"}).order.get<std::uint64_t>("split_size"), 716800u);
    for (const char* wrong : {"", "-1", "0", "soon", "1e999", "nan", "3 s", "5d"}) {
        EXPECT_NE(complaint({"--split-every", wrong}), "") << wrong;
        EXPECT_NE(complaint({"--split-size", wrong}), "") << wrong;
    }
}

TEST(RecordOptions, StreamsAreNumbers)
{
    const auto options = good({"3", "14", "-f", "mp3,vbr=0", "--on-sound"});
    EXPECT_EQ(options.order.get<Words>("streams"), (Words{"3", "14"}));
    EXPECT_EQ(options.order.get<std::string>("kind"), "mp3,vbr=0");
    EXPECT_TRUE(options.order.get<bool>("start_on_sound"));
    EXPECT_TRUE(options.command.empty());
    EXPECT_EQ(complaint({"mpg123"}),
              "mpg123 is not the number of a stream; dsproxy list shows them");
}

TEST(RecordOptions, ARunningOneIsCommandedByItsNumber)
{
    const auto options = good({"split", "7"});
    EXPECT_EQ(options.command, "split");
    EXPECT_EQ(options.recording, 7u);
    EXPECT_EQ(complaint({"stop"}), "one recording is wanted; write dsproxy record stop NUMBER");
    EXPECT_TRUE(good({"list", "--json"}).list);
}

TEST(RecordOptions, WhatCannotBeIsRefused)
{
    EXPECT_NE(complaint({"--format", "null"}), "");
    EXPECT_NE(complaint({"--format", "mp4"}), "");
    EXPECT_NE(complaint({"--on-format-change", "drop"}), "");
    EXPECT_NE(complaint({"--tag", "mood=good"}), "");
    EXPECT_EQ(good({"--tag", "title=A"}).order.get<std::string>("tag_title"), "A");
    EXPECT_EQ(good({"--folder", "/tmp/x"}).order.get<std::string>("folder"), "/tmp/x");
    EXPECT_EQ(good({"--folder", "x"}).order.get<std::string>("folder").front(), '/');
}

}  // namespace

}  // namespace dsproxy::cli
