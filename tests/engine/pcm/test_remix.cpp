// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/remix.h"

#include <gtest/gtest.h>

namespace dsproxy::test {
namespace {

std::vector<double> remixed(std::uint32_t to, std::vector<double> frame)
{
    std::vector<double> out;
    Remix(Channels{static_cast<std::uint32_t>(frame.size())}, Channels{to}).apply(frame, out);
    return out;
}

TEST(Remix, pairsAndMono)
{
    EXPECT_EQ(remixed(2, {0.5}), (std::vector{0.5, 0.5}));
    EXPECT_EQ(remixed(1, {0.5, -0.25}), (std::vector{0.125}));
    EXPECT_EQ(remixed(2, {0.5, -0.25}), (std::vector{0.5, -0.25}));
    EXPECT_EQ(remixed(1, {0.7}), (std::vector{0.7}));
}

TEST(Remix, moreChannelsThanThereAre)
{
    EXPECT_EQ(remixed(4, {0.5, 0.25}), (std::vector{0.5, 0.25, 0.0, 0.0}));
    EXPECT_EQ(remixed(6, {0.5}), (std::vector{0.5, 0.5, 0.0, 0.0, 0.0, 0.0}));
}

TEST(Remix, manyToStereoGoesBySpeakers)
{
    const auto centre = remixed(2, {0, 0, 1, 0, 0, 0});
    EXPECT_EQ(centre[0], centre[1]);
    EXPECT_GT(centre[0], 0.2);
    EXPECT_EQ(remixed(2, {0, 0, 0, 1, 0, 0}), (std::vector{0.0, 0.0})) << "LFE";
    const auto left = remixed(2, {1, 0, 0, 0, 0, 0});
    EXPECT_NEAR(left[0] / centre[0], 1.414, 0.001);
    EXPECT_EQ(left[1], 0);
    const auto back = remixed(2, {0, 0, 0, 0, 0, 1});
    EXPECT_EQ(back[0], 0);
    EXPECT_EQ(back[1], centre[1]);
}

TEST(Remix, neverLouderThanFullScale)
{
    for (std::uint32_t from = 1; from <= 32; ++from)
        for (std::uint32_t to = 1; to <= 32; ++to)
            for (const double sample : remixed(to, std::vector<double>(from, 1.0))) {
                ASSERT_LE(sample, 1 + 1e-12) << from << " to " << to;
                ASSERT_GE(sample, 0);
            }
}

TEST(Remix, severalFrames)
{
    std::vector<double> out;
    Remix(Channels{2}, Channels{1}).apply(std::vector{1.0, 0.0, 0.5, 0.5, 0.0, -1.0}, out);
    EXPECT_EQ(out, (std::vector{0.5, 0.5, -0.5}));
}

}  // namespace
}  // namespace dsproxy::test
