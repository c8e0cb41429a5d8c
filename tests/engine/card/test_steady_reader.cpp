// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/steady_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace dsproxy::test {
namespace {

/// A page that changes while it is read: step N of a script is what the N-th load sees.
class Page {
public:
    explicit Page(std::vector<HardwareReading> steps) : steps_(std::move(steps)) {}
    unsigned long pointer() const { return step().pointer; }
    std::uint64_t time_ns() const { return step().time_ns; }

private:
    const HardwareReading& step() const { return steps_[at_ + 1 < steps_.size() ? at_++ : at_]; }

    std::vector<HardwareReading> steps_;
    mutable std::size_t at_ = 0;
};

void expectRead(SteadyReader& reader, std::vector<HardwareReading> steps, HardwareReading expected)
{
    const auto reading = reader.read(Page(std::move(steps)));
    EXPECT_EQ(reading.pointer, expected.pointer);
    EXPECT_EQ(reading.time_ns, expected.time_ns);
}

TEST(SteadyReader, aQuietPageIsReadAsItIs)
{
    SteadyReader reader;
    expectRead(reader, {{100, 5000}}, {100, 5000});
}

TEST(SteadyReader, aChangeBetweenTheLoadsIsReadAgain)
{
    // Each prefix of the old state is a place where the kernel may have come in between.
    for (std::size_t before = 1; before < 4; ++before) {
        SteadyReader reader;
        expectRead(reader, {{100, 5000}}, {100, 5000});
        std::vector<HardwareReading> steps(before, {100, 5000});
        steps.push_back({200, 6000});
        expectRead(reader, steps, {200, 6000});
    }
}

TEST(SteadyReader, halfATimeIsReadAgain)
{
    // Seconds are new, nanoseconds are not yet.
    SteadyReader reader;
    expectRead(reader, {{100, 1'999'999'000}}, {100, 1'999'999'000});
    expectRead(reader, {{200, 1'999'999'000}, {200, 2'999'999'000}, {200, 2'000'000'500}},
               {200, 2'000'000'500});
}

TEST(SteadyReader, aNewPointerWithTheOldTimeIsNotBelieved)
{
    SteadyReader reader;
    expectRead(reader, {{100, 5000}}, {100, 5000});
    expectRead(reader, {{200, 5000}, {200, 5000}, {200, 5000}, {200, 5000}, {200, 6000}},
               {200, 6000});
}

TEST(SteadyReader, whatStaysTornGivesTheLastGoodPair)
{
    SteadyReader reader;
    expectRead(reader, {{100, 5000}}, {100, 5000});
    expectRead(reader, {{200, 5000}}, {100, 5000});
    expectRead(reader, {{200, 6000}}, {200, 6000});
}

TEST(SteadyReader, aRestartIsNoTear)
{
    SteadyReader reader;
    expectRead(reader, {{100, 5000}}, {100, 5000});
    reader.restarted();
    expectRead(reader, {{0, 5000}}, {0, 5000});
    expectRead(reader, {{40, 7000}}, {40, 7000});
}

}  // namespace
}  // namespace dsproxy::test
