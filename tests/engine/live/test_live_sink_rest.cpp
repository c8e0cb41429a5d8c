// SPDX-License-Identifier: GPL-2.0-or-later
/// A live sink with nothing to play, and how it begins anew.
#include "tests/engine/live/live_sink_rig.h"

#include <chrono>
#include <filesystem>
#include <fstream>

namespace dsproxy::test {
namespace {

/// Of the sink's own thread.
std::uint64_t wakeUps()
{
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string word;
        std::getline(std::ifstream(task.path() / "comm"), word);
        if (word != "live sink")
            continue;
        std::ifstream status(task.path() / "status");
        while (status >> word)
            if (word == "voluntary_ctxt_switches:")
                break;
        std::uint64_t count = 0;
        status >> count;
        return count;
    }
    return 0;
}

TEST_F(LiveSinkTest, withNothingToPlayTheDeviceIsGivenBackAndTheThreadSleeps)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    while (sink->state().device == "a") {
        passTime(256 * 1'000'000'000ull / 48000);
        a.play(period);
    }
    a.awaitClosed();
    const auto silence = a.committed().size() / 4 - 256;
    EXPECT_GT(silence, 96'000u) << "two seconds";
    EXPECT_LT(silence, 100'000u);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::uint64_t before = wakeUps();
    EXPECT_GT(before, 0u);
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    EXPECT_EQ(wakeUps(), before);
    // The program has only paused.
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull(2);
    for (int i = 0; i < 20; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(a.opens(), 2);
}

TEST_F(LiveSinkTest, theNextStreamAloneGetsTheFormatThatItWants)
{
    const auto sink = this->sink(settings({"a"}));
    auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    EXPECT_TRUE(a.format() == cd);
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    const Format studio(AFMT_S24_LE, Channels{2}, Rate{96000});
    input = sink->connect({}, nullptr);
    input->format(studio);
    const ByteVector pcm = noise(studio, Frames(500));
    input->pcm(view(studio, pcm));
    a.awaitFull(2);
    EXPECT_TRUE(a.format() == studio);
    EXPECT_EQ(a.opens(), 2);
    passTime(1'000'000'000);  // no more seems to come
    for (int i = 0; i < 12; ++i)
        a.play(period);
    const ByteVector heard = a.committed();
    const auto half = pcm.begin() + 8 * 250;  // the rest is played when the program goes on
    EXPECT_NE(std::search(heard.begin(), heard.end(), pcm.begin(), half), heard.end());
    const auto second = sink->connect({}, nullptr);
    second->format(cd);
    a.play(period);
    EXPECT_EQ(a.opens(), 2) << "not while another plays";
}

}  // namespace
}  // namespace dsproxy::test
