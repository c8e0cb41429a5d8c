// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/sample_queue.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>

namespace dsproxy::test {
namespace {

std::vector<double> counting(double from, std::size_t samples)
{
    std::vector<double> values(samples);
    std::iota(values.begin(), values.end(), from);
    return values;
}

TEST(SampleQueue, whatGoesInComesOutAcrossItsEnd)
{
    SampleQueue queue(Channels{2}, Frames(5));
    std::vector<double> got(6);
    double in = 0;
    double out = 0;
    for (int round = 0; round < 20; ++round) {
        ASSERT_EQ(queue.push(counting(in, 6)), Frames(3));
        in += 6;
        ASSERT_EQ(queue.fill(), Frames(3));
        ASSERT_EQ(queue.pop(got), Frames(3));
        ASSERT_EQ(got, counting(out, 6));
        out += 6;
    }
    EXPECT_EQ(queue.pop(got), Frames(0));
}

TEST(SampleQueue, takesWhatFitsAndNoMore)
{
    SampleQueue queue(Channels{3}, Frames(4));
    EXPECT_EQ(queue.push(counting(0, 9)), Frames(3));
    EXPECT_EQ(queue.push(counting(9, 9)), Frames(1));
    EXPECT_EQ(queue.push(counting(18, 3)), Frames(0));
    EXPECT_EQ(queue.skip(Frames(2)), Frames(2));
    std::vector<double> got(30);
    EXPECT_EQ(queue.pop(got), Frames(2));
    EXPECT_EQ(got[0], 6);
    EXPECT_EQ(got[5], 11);
    EXPECT_EQ(queue.skip(Frames(9)), Frames(0));
    EXPECT_EQ(queue.written(), 4u);
    EXPECT_EQ(queue.read(), 4u);
}

TEST(SampleQueue, twoThreadsLoseAndDoubleNothing)
{
    constexpr double end = 400'000;
    SampleQueue queue(Channels{2}, Frames(257));
    std::thread producer([&queue] {
        double next = 0;
        for (std::size_t size = 2; next < end; size = size % 200 + 2) {
            const auto block = counting(next, size);
            next += 2 * static_cast<double>(queue.push(block).value);
        }
    });
    double next = 0;
    std::vector<double> got(122);
    while (next < end) {
        const auto frames = static_cast<std::size_t>(queue.pop(got).value);
        for (std::size_t i = 0; i < 2 * frames; ++i)
            if (got[i] != next++)
                ADD_FAILURE() << got[i] << " instead of " << next - 1;
        if (testing::Test::HasFailure())
            break;
    }
    producer.join();
}

}  // namespace
}  // namespace dsproxy::test
