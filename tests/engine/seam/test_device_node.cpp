// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/device_node.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace dsproxy;

TEST(DeviceNode, HasTheNumbersOfLinux)
{
    const std::pair<const char*, unsigned> minors[] = {
        {"dsp", 3},    {"dsp0", 3},   {"dsp7", 115},   {"dsp_nb", 3},
        {"adsp", 12},  {"adsp3", 60}, {"audio", 4},    {"audio7", 116},
        {"dspW1", 21}, {"mixer", 0},  {"mixer7", 112}, {"sndstat", 6}};
    for (const auto& [name, minor] : minors) {
        const auto node = nodeNamed(name);
        ASSERT_TRUE(node) << name;
        EXPECT_EQ(node->minorNumber(), minor) << name;
    }
}

TEST(DeviceNode, OthersAreNotOurs)
{
    for (const char* name : {"", "dsp8", "dsp10", "dsp00", "dspx", "sequencer", "midi", "mixer9",
                             "null", "sndstat0", "dsp_nb0", "0"})
        EXPECT_FALSE(nodeNamed(name)) << name;
}

TEST(DeviceNode, ItsPathIsWhatTheProgramOpened)
{
    for (const char* name :
         {"dsp", "dsp3", "adsp", "adsp7", "dsp_nb", "dspW2", "audio", "mixer5", "sndstat"})
        EXPECT_EQ(nodeNamed(name)->path(), std::string("/dev/") + name);
    EXPECT_EQ(nodeNamed("dsp0")->path(), "/dev/dsp");
}

TEST(DeviceNode, EveryCodeIsOneNodeOrNone)
{
    std::set<std::string> paths;
    for (unsigned code = 0; code <= 0xffff; ++code) {
        const auto node = DeviceNode::of(static_cast<std::uint16_t>(code));
        if (!node)
            continue;
        EXPECT_EQ(node->code(), code);
        EXPECT_TRUE(paths.insert(node->path()).second) << node->path();
        EXPECT_EQ(nodeNamed(node->path().substr(5)), node);
    }
    EXPECT_EQ(paths.size(), 5u * 8 + 2);
}

TEST(DeviceNode, CodesOfTheFirstUnitsAreThoseOfOlderFiles)
{
    EXPECT_EQ(nodeNamed("dsp")->code(), OSS_NODE_DSP);
    EXPECT_EQ(nodeNamed("mixer")->code(), OSS_NODE_MIXER);
    EXPECT_EQ(nodeNamed("sndstat")->code(), OSS_NODE_SNDSTAT);
}

}  // namespace
