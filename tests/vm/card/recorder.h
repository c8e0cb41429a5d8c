// SPDX-License-Identifier: GPL-2.0-or-later
/// Records counted frames, and says in which runs they came.
#pragma once

#include "counter.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dsproxy::test {

class Recorder {
public:
    explicit Recorder(CaptureDevice& device) : device_(device), counter_(device.shape().format) {}

    /// A period at least.
    void recordWhatIsThere()
    {
        const Format& format = device_.shape().format;
        const auto there = device_.wait(-1);
        ASSERT_TRUE(there) << there.error().sys;
        for (Frames left = *there; left.value > 0;) {
            const auto memory = device_.begin(left);
            ASSERT_FALSE(memory.empty());
            // Not all that was looked at is taken.
            const auto count = format.frames(Bytes(static_cast<std::int64_t>(memory.size())));
            const Frames taken((count.value + 1) / 2);
            counter_.read(memory.first(static_cast<std::size_t>(format.bytes(taken).value)),
                          numbers_);
            ASSERT_TRUE(device_.commit(taken));
            left -= taken;
        }
    }

    const std::vector<std::uint32_t>& numbers() const { return numbers_; }
    bool has(std::uint32_t number) const
    {
        return std::ranges::find(numbers_, number) != numbers_.end();
    }

private:
    CaptureDevice& device_;
    Counter counter_;
    std::vector<std::uint32_t> numbers_;
};

struct Run {
    std::uint32_t first;
    std::uint32_t last;
};

/// Consecutive numbers, in the order in which they came; silence is left out.
inline std::vector<Run> runs(const std::vector<std::uint32_t>& numbers)
{
    std::vector<Run> found;
    for (const std::uint32_t number : numbers)
        if (number && !found.empty() && number == found.back().last + 1)
            found.back().last = number;
        else if (number)
            found.push_back({number, number});
    return found;
}

/// All numbers up to LAST, but for what so many xruns have cost.
inline void expectRuns(const std::vector<std::uint32_t>& numbers, std::uint32_t last,
                       std::uint32_t xruns)
{
    const auto found = runs(numbers);
    ASSERT_FALSE(found.empty());
    EXPECT_LE(found.size(), 1 + xruns);
    EXPECT_EQ(found.back().last, last);
    if (xruns == 0) {
        EXPECT_EQ(found.front().first, 1U);
    }
    for (std::size_t i = 1; i < found.size(); ++i)
        EXPECT_GT(found[i].first, found[i - 1].last);
}

}  // namespace dsproxy::test
