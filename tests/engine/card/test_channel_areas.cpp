// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/channel_areas.h"

#include <gtest/gtest.h>

#include <numeric>

namespace dsproxy::test {
namespace {

std::vector<std::byte> numbered(std::size_t size)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(i + 1);
    return bytes;
}

TEST(ChannelAreas, sideBySideIsInterleaved)
{
    std::vector<std::byte> memory(3 * 4 * 8);
    std::vector<ChannelArea> areas;
    for (std::size_t channel = 0; channel < 3; ++channel)
        areas.push_back({memory.data() + channel * 4, 12});
    const ChannelAreas ring(areas, Bytes(4));
    EXPECT_TRUE(ring.interleaved());
    const auto frames = ring.frames(Frames(2), Frames(5));
    EXPECT_EQ(frames.data(), memory.data() + 24);
    EXPECT_EQ(frames.size(), 60U);
}

TEST(ChannelAreas, otherLayoutsAreNot)
{
    std::vector<std::byte> memory(64);
    std::byte* const start = memory.data();
    EXPECT_FALSE(ChannelAreas({{start, 2}, {start + 32, 2}}, Bytes(2)).interleaved());
    EXPECT_FALSE(ChannelAreas({{start + 2, 4}, {start, 4}}, Bytes(2)).interleaved());
    EXPECT_FALSE(ChannelAreas({{start, 8}, {start + 2, 8}}, Bytes(2)).interleaved());
}

/// 3-byte samples of two channels, each channel on its own.
TEST(ChannelAreas, scattersAndGathersSampleBySample)
{
    std::vector<std::byte> memory(2 * 3 * 4);
    const ChannelAreas ring({{memory.data(), 3}, {memory.data() + 12, 3}}, Bytes(3));
    const auto pcm = numbered(12);  // two frames
    ring.scatter(Frames(1), pcm);

    const auto at = [&](std::size_t index) { return std::to_integer<int>(memory[index]); };
    EXPECT_EQ(at(2), 0);
    EXPECT_EQ(at(3), 1);
    EXPECT_EQ(at(5), 3);
    EXPECT_EQ(at(6), 7);
    EXPECT_EQ(at(8), 9);
    EXPECT_EQ(at(9), 0);
    EXPECT_EQ(at(15), 4);
    EXPECT_EQ(at(20), 12);
    EXPECT_EQ(at(21), 0);

    std::vector<std::byte> back(12);
    ring.gather(Frames(1), back);
    EXPECT_EQ(back, pcm);
}

}  // namespace
}  // namespace dsproxy::test
