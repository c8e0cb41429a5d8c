// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/live/live_sink_rig.h"

#include <cmath>

namespace dsproxy::test {
namespace {

TEST_F(LiveSinkTest, everyFrameIsPlayedOnce)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 300; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(input->ranDry(), 0u);
    EXPECT_EQ(sink->state().inputs, 0u);
    EXPECT_EQ(sink->state().dropped, 0u);
    EXPECT_EQ(sink->state().xruns, 0u);
}

TEST_F(LiveSinkTest, afterAnXrunTheStreamGoesOnWhereItWas)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 30; ++i)
        step(a, {input.get()});
    input->pcm(view(cd, counter_.next(Frames(3 * period.value))));
    a.play(Frames(5 * period.value));  // more than it has
    for (int i = 0; i < 30; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 16; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(input->ranDry(), 0u);
    EXPECT_EQ(sink->state().xruns, 1u);
}

TEST_F(LiveSinkTest, aSinkThatStaysMissesAndDoublesNoFrameWhileAnotherComesAndGoes)
{
    const auto stays = sink(settings({"a"}));
    const auto changes = sink(settings({"b"}));
    const auto input = stays->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    std::vector<std::uint32_t> expected;
    for (int turn = 0; turn < 40; ++turn) {
        const auto other = changes->connect({}, nullptr);
        other->format(cd);
        const std::uint32_t from = counter_.count;
        for (int i = 0; i < 3 + turn % 4; ++i) {
            step(a, {input.get(), other.get()});
            b.play(period);
        }
        other->end();
        const auto heard = range(from, counter_.count);
        expected.insert(expected.end(), heard.begin(), heard.end());
        if (turn == 0)
            b.awaitFull();
        for (int i = 0; i < 12; ++i) {
            step(a, {input.get()});
            b.play(period);
        }
        EXPECT_EQ(other->dropped(), 0u);
    }
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    expectSame(numbers(b.committed()), expected);
}

TEST_F(LiveSinkTest, fallsBackAndReturnsAndPlaysEveryFrameSomewhere)
{
    const auto sink = this->sink(settings({"a", "b"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    EXPECT_EQ(sink->state().device, "a");
    for (int i = 0; i < 50; ++i)
        step(a, {input.get()});
    a.breakDown(true);
    b.awaitFull();
    const auto state = sink->state();
    EXPECT_EQ(state.device, "b");
    EXPECT_EQ(state.rank, 1u);
    ASSERT_TRUE(state.trouble);
    EXPECT_EQ(state.trouble->sys, ENODEV);
    const std::size_t before = numbers(a.committed()).size();
    for (int i = 0; i < 50; ++i)
        step(b, {input.get()});
    a.breakDown(false);
    sink->retry();
    a.awaitFull(2);
    b.awaitClosed();
    EXPECT_EQ(sink->state().device, "a");
    EXPECT_FALSE(sink->state().trouble);
    for (int i = 0; i < 50; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    auto heard = numbers(a.committed());
    const auto middle = numbers(b.committed());
    heard.insert(heard.begin() + static_cast<std::ptrdiff_t>(before), middle.begin(), middle.end());
    expectSame(heard, range(Counter::first, counter_.count));
    std::vector<std::pair<LiveNotice::Kind, std::string>> told;
    for (const LiveNotice& notice : notices_)
        told.emplace_back(notice.kind, notice.device);
    using enum LiveNotice::Kind;
    EXPECT_EQ(told, (decltype(told){{Opened, "a"}, {Failed, "a"}, {Opened, "b"}, {Opened, "a"}}));
}

TEST_F(LiveSinkTest, whenNothingElseOpensSilenceTakesTheFrames)
{
    a.breakDown(true);
    b.breakDown(true);
    const auto sink = this->sink(settings({"a", "b", "no such kind"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    const auto told = await(LiveNotice::Kind::Opened);
    ASSERT_EQ(told.size(), 4u);
    for (std::size_t rank = 0; rank < 3; ++rank) {
        EXPECT_EQ(told[rank].kind, LiveNotice::Kind::Failed);
        EXPECT_EQ(told[rank].rank, rank);
    }
    EXPECT_EQ(told[2].error->code, ErrorCode::BadSpec);
    EXPECT_EQ(told[3].device, "null");
    EXPECT_EQ(sink->state().device, "null");
}

TEST_F(LiveSinkTest, aDeviceThatHangsWhileItOpensIsPassedOverAndTakenWhenItComes)
{
    auto settings = this->settings({"a", "b"});
    settings.tick = Nanoseconds(5'000'000);
    a.hang(true);
    const auto sink = this->sink(settings);
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    b.awaitFull();
    EXPECT_EQ(sink->state().device, "b");
    for (int i = 0; i < 20; ++i)
        step(b, {input.get()});
    a.hang(false);
    a.awaitFull();
    b.awaitClosed();
    EXPECT_EQ(sink->state().device, "a");
    EXPECT_EQ(a.opens(), 1) << "asked once, however long it took";
}

TEST_F(LiveSinkTest, whatComesWhileNoDeviceIsThereIsBoundedAndCounted)
{
    a.hang(true);
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    for (int i = 0; i < 200; ++i)
        input->pcm(view(cd, counter_.next(period)));
    const std::uint64_t dropped = input->dropped();
    EXPECT_GT(dropped, 30'000u);
    EXPECT_LT(dropped, 50'000u);
    a.hang(false);
    a.awaitFull();
    input->end();
    for (int i = 0; i < 60; ++i)
        a.play(period);
    EXPECT_EQ(numbers(a.committed()).size(), 200 * 256 - dropped);
}

TEST_F(LiveSinkTest, aDeviceThatTakesNothingIsLeft)
{
    auto settings = this->settings({"a"});
    settings.tick = Nanoseconds(5'000'000);
    settings.still = Nanoseconds(50'000'000);
    const auto sink = this->sink(settings);
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    const auto told = await(LiveNotice::Kind::Failed);
    EXPECT_EQ(told.back().device, "a");
    EXPECT_EQ(told.back().error->sys, ETIMEDOUT);
}

TEST_F(LiveSinkTest, inputsOutliveTheirSink)
{
    auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, std::make_shared<Stream>(1u));
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    sink.reset();
    a.awaitClosed();
    input->pcm(view(cd, counter_.next(period)));
    input->format(Format(AFMT_U8, Channels{1}, Rate{8000}));
    input->end();
}

TEST_F(LiveSinkTest, aStreamIsSteeredUntilItEnds)
{
    const auto stream = std::make_shared<Stream>(1u);
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, stream);
    EXPECT_GT(stream->steering().look_us, 0u);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 100; ++i)
        step(a, {input.get()});
    const Steering steering = stream->steering();
    EXPECT_EQ(steering.look_us, 5333u) << "a period";
    // A full device and what lies before it.
    EXPECT_GT(steering.delay_us, 4 * 5333u);
    EXPECT_LT(steering.delay_us, 9 * 5333u);
    EXPECT_LT(std::abs(steering.rate_ppb), 1'000'000);
    input->end();
    EXPECT_EQ(stream->steering().rate_ppb, 0);
    EXPECT_EQ(stream->steering().delay_us, 0u);
    EXPECT_EQ(stream->steering().look_us, 0u);
}

}  // namespace
}  // namespace dsproxy::test
