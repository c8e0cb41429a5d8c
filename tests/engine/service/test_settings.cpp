// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/settings.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace dsproxy;

TEST(Settings, LinesBecomeValues)
{
    const auto parsed = parseSettings("# mine\nschema = 1\n\noutput = card:hw:1, desktop\n"
                                      "latency_ms=80\npre_roll_ms = 30000\n"
                                      "dsp_map = desktop card:hw:1\nrecording_name = %p of %d\n");
    EXPECT_TRUE(parsed.faults.empty());
    EXPECT_EQ(parsed.schema, 1u);
    EXPECT_EQ(parsed.settings.output, (std::vector<std::string>{"card:hw:1", "desktop"}));
    EXPECT_EQ(parsed.settings.latency, Nanoseconds(80'000'000));
    EXPECT_EQ(parsed.settings.pre_roll, Nanoseconds(30'000'000'000));
    EXPECT_EQ(parsed.settings.dsp_map, (std::vector<std::string>{"desktop", "card:hw:1"}));
    EXPECT_EQ(parsed.settings.recording_name, "%p of %d");
}

TEST(Settings, ALineThatMakesNoSenseTakesNoOtherWithIt)
{
    const auto parsed = parseSettings("latency_ms = soon\nfrom_the_future = 1\nlatency_ms\n"
                                      "latency_ms = -4\nlatency_ms = 99999999\nlog_events = 7\n");
    ASSERT_EQ(parsed.faults.size(), 5u);
    EXPECT_EQ(parsed.faults[0].line, 1u);
    EXPECT_EQ(parsed.faults[1].text, "from_the_future = 1");
    EXPECT_EQ(parsed.settings.latency, Settings().latency);
    EXPECT_EQ(parsed.settings.log_events, 7u);
}

TEST(Settings, AnEmptyOutputIsNoOutput)
{
    EXPECT_TRUE(parseSettings("output =\n").settings.output.empty());
}

TEST(Settings, TextKeepsRemarksOrderAndWhatIsNotUnderstood)
{
    const std::string text = "# mine\nlater_thing = x y\nlatency_ms = 80\n";
    auto settings = parseSettings(text).settings;
    settings.latency = Nanoseconds(20'000'000);
    settings.output = {"null"};
    EXPECT_EQ(settingsText(settings, text),
              "schema = 1\n# mine\nlater_thing = x y\nlatency_ms = 20\noutput = null\n");
    EXPECT_EQ(parseSettings(settingsText(settings, text)).settings, settings);
}

TEST(Settings, AFileThatIsNotThereIsTheDefaultAndOneThatCannotBeReadAnError)
{
    char folder[] = "/tmp/settings.XXXXXX";
    ASSERT_NE(::mkdtemp(folder), nullptr);
    const std::string path = std::string(folder) + "/deep/dsproxyd.conf";
    EXPECT_EQ(loadSettings(path)->settings, Settings());
    Settings settings;
    settings.output = {"card:hw:3"};
    ASSERT_TRUE(saveSettings(path, settings));
    EXPECT_EQ(loadSettings(path)->settings, settings);
    EXPECT_FALSE(loadSettings(folder));
    std::filesystem::remove_all(folder);
}

}  // namespace
