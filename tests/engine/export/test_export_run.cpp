// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/export/export_run.h"
#include "tests/engine/sinks/tools.h"

#include <poll.h>

#include <algorithm>
#include <filesystem>

namespace dsproxy::test {
namespace {

constexpr std::size_t count = 20;

ExportJob jobFor(const TempDir& dir, const std::string& name)
{
    return {.input = dir / name + ".wav",
            .target = *parseRecording(dir / name + ".mp3"),
            .existing = Existing::Keep,
            .tags = {}};
}

std::vector<ExportJob> makeJobs(const TempDir& dir, int seconds)
{
    std::vector<ExportJob> jobs;
    shell("sox -n -r 44100 -b 16 -c 2 " + dir / "0.wav synth " + std::to_string(seconds) +
          " pinknoise");
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::to_string(i);
        if (i > 0)
            std::filesystem::create_hard_link(dir / "0.wav", dir / name + ".wav");
        jobs.push_back(jobFor(dir, name));
    }
    return jobs;
}

/// All outcomes, in the order of the jobs.
std::vector<ExportOutcome> waitForAll(ExportRun& run)
{
    std::vector<ExportOutcome> all;
    while (all.size() < run.jobs().size()) {
        pollfd bell{run.doorbell(), POLLIN, 0};
        poll(&bell, 1, -1);
        std::ranges::move(run.take(), std::back_inserter(all));
    }
    std::ranges::sort(all, {}, &ExportOutcome::job);
    return all;
}

std::size_t filesIn(const TempDir& dir)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(dir / ""), {}));
}

TEST(ExportRun, everyJobIsDoneOnceWhateverTheWorkers)
{
    for (const std::size_t workers : {1u, 4u, 100u}) {
        const TempDir dir;
        const auto run = ExportRun::start(makeJobs(dir, 1), workers);
        ASSERT_TRUE(run);
        const auto outcomes = waitForAll(**run);
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_EQ(outcomes[i].job, i);
            ASSERT_TRUE(outcomes[i].result);
            EXPECT_EQ(outcomes[i].result->frames, Frames(44'100));
            EXPECT_EQ(readFile(dir / std::to_string(i) + ".mp3"), readFile(dir / "0.mp3"));
        }
        EXPECT_TRUE((*run)->take().empty());
        EXPECT_DOUBLE_EQ((*run)->progress().part, 1);
        EXPECT_EQ((*run)->progress().audio, Nanoseconds(count * 1'000'000'000));
    }
}

TEST(ExportRun, oneThatFailsStopsNoOther)
{
    const TempDir dir;
    std::vector<ExportJob> jobs = makeJobs(dir, 1);
    jobs[3].input = dir / "none.wav";
    writeFile(dir / "text.wav", ByteVector(10'000, std::byte{'x'}));
    jobs[7].input = dir / "text.wav";
    const auto run = ExportRun::start(jobs, 2);
    ASSERT_TRUE(run);
    for (const ExportOutcome& outcome : waitForAll(**run))
        EXPECT_EQ(outcome.result.has_value(), outcome.job != 3 && outcome.job != 7) << outcome.job;
    EXPECT_DOUBLE_EQ((*run)->progress().part, 1);
}

TEST(ExportRun, cancelledItLeavesOnlyWhatIsWhole)
{
    const TempDir dir;
    const auto run = ExportRun::start(makeJobs(dir, 20), 2);
    ASSERT_TRUE(run);
    while ((*run)->progress().audio == Nanoseconds(0))
        std::this_thread::yield();
    (*run)->cancel();
    std::size_t whole = 0;
    for (const ExportOutcome& outcome : waitForAll(**run)) {
        if (outcome.result)
            ++whole;
        else
            EXPECT_EQ(outcome.result.error().sys, ECANCELED);
    }
    EXPECT_LT(whole, count);
    EXPECT_EQ(filesIn(dir), count + whole);
}

TEST(ExportRun, leftAloneItCancels)
{
    const TempDir dir;
    {
        const auto run = ExportRun::start(makeJobs(dir, 20), 2);
        ASSERT_TRUE(run);
        while ((*run)->progress().audio == Nanoseconds(0))
            std::this_thread::yield();
    }
    std::size_t mp3s = 0;
    for (std::size_t i = 0; i < count; ++i)
        mp3s += std::filesystem::exists(dir / std::to_string(i) + ".mp3") ? 1 : 0;
    EXPECT_LT(mp3s, count);
    EXPECT_EQ(filesIn(dir), count + mp3s);
}

TEST(ExportRun, nothingToDoIsDone)
{
    const auto run = ExportRun::start({}, 4);
    ASSERT_TRUE(run);
    EXPECT_TRUE((*run)->take().empty());
}

}  // namespace
}  // namespace dsproxy::test
