// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/report.h"
#include "tests/cli/events.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

/// Gives BYTES each EVERY_NS, COUNT times, to the position after FROM.
void beats(Intervals& intervals, EventKind kind, int count, std::uint64_t every_ns,
           std::uint32_t bytes, std::uint64_t from = 0, std::uint64_t at_ns = 1'000'000'000)
{
    for (int i = 1; i <= count; ++i) {
        Event event = eventOf(kind);
        event.value = bytes;
        event.position = from + static_cast<std::uint64_t>(i) * bytes;
        event.time_ns = at_ns + static_cast<std::uint64_t>(i) * every_ns;
        intervals.take(event);
    }
}

const TimingChoice all{};

TEST(Timing, CountsIntervalsNotBeats)
{
    Intervals intervals;
    beats(intervals, EventKind::Wrote, 5, 1'000'000, 4);
    const Series& writes = intervals.streams().at(1).writes;
    EXPECT_EQ(writes.intervals_ns, std::vector<std::uint64_t>(4, 1'000'000));
    EXPECT_TRUE(intervals.streams().at(1).consumptions.intervals_ns.empty());
}

TEST(Timing, AHoleInThePositionsIsNoInterval)
{
    Intervals intervals;
    beats(intervals, EventKind::Heard, 3, 1'000'000, 4);
    beats(intervals, EventKind::Heard, 3, 1'000'000, 4, 1000, 2'000'000'000);
    EXPECT_EQ(intervals.streams().at(1).consumptions.intervals_ns.size(), 4u);
}

TEST(Timing, APauseOfTheDeviceIsNoInterval)
{
    for (const EventKind pause : {EventKind::Underrun, EventKind::Reset, EventKind::Stopped}) {
        Intervals intervals;
        beats(intervals, EventKind::Heard, 2, 1'000'000, 4);
        intervals.take(eventOf(pause));
        beats(intervals, EventKind::Heard, 2, 1'000'000, 4, 8, 9'000'000'000);
        EXPECT_EQ(intervals.streams().at(1).consumptions.intervals_ns.size(), 2u);
    }
}

TEST(Timing, TheRateIsThatOfTheFramesInTheirTime)
{
    Intervals intervals;
    intervals.take(formatEvent(AFMT_S16_LE, 2, 48000));
    beats(intervals, EventKind::Heard, 101, 10'000'000, 4 * 480 + 4 * 48);
    EXPECT_NE(timingText(all, intervals).find("rate 52800.0 Hz of nominal 48000 Hz, +100000 ppm"),
              std::string::npos)
        << timingText(all, intervals);
}

TEST(Timing, TheSummaryHasTheUsualFigures)
{
    Intervals intervals;
    beats(intervals, EventKind::Wrote, 100, 1'000'000, 4);
    beats(intervals, EventKind::Wrote, 1, 70'000'000, 4, 400, 1'100'000'000);
    Event underrun = eventOf(EventKind::Underrun);
    underrun.frame = 4711;
    intervals.take(underrun);
    EXPECT_EQ(timingText(all, intervals),
              "stream 1\n"
              " writes: 100 intervals, min 1000 us, median 1000 us, p99 1000 us, max 70000 us\n"
              "           512 us         99  ########################################\n"
              "          1024 us          0\n"
              "          2048 us          0\n"
              "          4096 us          0\n"
              "          8192 us          0\n"
              "         16384 us          0\n"
              "         32768 us          0\n"
              "         65536 us          1  #\n"
              " 1 underrun, at frame 4711\n");
}

TEST(Timing, LinesAreOneNumberForOneKind)
{
    const Intervals::Interval write{1, Beat::Write, 1'234'567};
    const Intervals::Interval step{1, Beat::Consumption, 500};
    EXPECT_EQ(intervalLine({.beats = {}, .stream = {}, .follow = true}, write), "1235\n");
    EXPECT_EQ(intervalLine({.beats = {}, .stream = {}, .follow = true}, step), "");
    EXPECT_EQ(intervalLine({.beats = {Beat::Consumption}, .stream = {}, .follow = true}, step),
              "1\n");
    const TimingChoice both{{Beat::Write, Beat::Consumption}, {}, true};
    EXPECT_EQ(intervalLine(both, write), "w 1235\n");
    EXPECT_EQ(intervalLine(both, step), "c 1\n");
    EXPECT_EQ(intervalLine({.beats = {}, .stream = 2, .follow = true}, write), "");
}

TEST(Timing, NothingIsSaidPlainly)
{
    EXPECT_EQ(timingText(all, Intervals()), "nothing was played\n");
}

}  // namespace

}  // namespace dsproxy::cli
