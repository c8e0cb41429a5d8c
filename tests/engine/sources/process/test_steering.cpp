// SPDX-License-Identifier: GPL-2.0-or-later
/// What the engine tells back reaches the clock of an open.
#include "engine/sources/process/device.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace {

using namespace dsproxy;
using namespace dsproxy::process;

constexpr std::uint64_t second = 1'000'000'000;
constexpr std::uint64_t ms = 1'000'000;

/// A device with one open, of stereo at 48 kHz in 16 bits, and the time in the hand.
class SteeringTest : public testing::Test {
protected:
    void openFor(Readiness::Mode mode)
    {
        made_.emplace(std::move(*Readiness::create(mode)));
        const bool read = mode != Readiness::Mode::Write;
        const bool write = mode != Readiness::Mode::Read;
        const OpenMode open_mode{read, write, false, false, write ? O_WRONLY : O_RDONLY};
        open_ = &device_.add(*nodeNamed("dsp"), open_mode, std::move(made_->readiness), {}, now_);
        const oss_params params{AFMT_S16_LE, 2, 48000};
        oss_dsp_set_params(&open_->dsp, &params, now_);
    }

    oss_stream& play() { return open_->dsp.play; }
    void settle() { device_.settle(*open_, now_, nullptr); }
    void pass(std::uint64_t ns)
    {
        now_ += ns;
        settle();
    }

    void fill()
    {
        const std::size_t bytes = open_->playback.space(play());
        open_->playback.target(play(), bytes);
        oss_play_commit(&play(), static_cast<u32>(bytes), now_);
        settle();
    }

    bool rung()
    {
        pollfd bell{feed_->fd(), POLLIN, 0};
        ::poll(&bell, 1, 0);
        feed_->answered();
        return bell.revents != 0;
    }

    void consume() { open_->stream->consumed.store(open_->stream->played.load()); }

    std::unique_ptr<Feed> feed_ = std::move(*Feed::create());
    Device device_{*feed_, {}};
    std::optional<Readiness::Made> made_;
    Open* open_ = nullptr;
    std::uint64_t now_ = 5 * second;
};

TEST_F(SteeringTest, TheRateHoldsFromTheNextLookOn)
{
    openFor(Readiness::Mode::Write);
    fill();
    pass(100 * ms);
    EXPECT_EQ(open_->stream->played, 4800u * 4);
    open_->stream->steer({.rate_ppb = 1'000'000});
    settle();
    EXPECT_EQ(open_->stream->played, 4800u * 4);
    for (int i = 0; i < 100; ++i) {
        pass(100 * ms);
        consume();
        fill();
    }
    EXPECT_EQ(open_->stream->played, (4800 + 480'480u) * 4);
    EXPECT_EQ(play().underruns, 0u);
}

TEST_F(SteeringTest, RecordingRunsAtTheSameRate)
{
    openFor(Readiness::Mode::Read);
    oss_stream& capture = open_->dsp.capture;
    oss_capture_trigger(&capture, false, now_);
    oss_capture_trigger(&capture, true, now_);
    open_->stream->steer({.rate_ppb = -1'000'000});
    settle();
    for (int i = 0; i < 100; ++i) {
        pass(100 * ms);
        oss_capture_consume(&capture, oss_capture_ready(&capture));
    }
    EXPECT_EQ(capture.written, 479'520u * 4);
}

TEST_F(SteeringTest, TheDelayIsHeardOf)
{
    openFor(Readiness::Mode::Write);
    fill();
    pass(100 * ms);
    open_->stream->steer({.delay_us = 20'000});
    settle();
    EXPECT_EQ(oss_play_behind(&play(), now_), 960u);
}

TEST_F(SteeringTest, ALiveConsumerIsWokenAtEachLook)
{
    openFor(Readiness::Mode::Write);
    open_->stream->steer({.look_us = 5000});
    fill();
    rung();
    const std::uint64_t begin = now_;
    std::uint64_t wakes = 0;
    while (now_ < begin + 200 * ms) {
        const std::uint64_t due = device_.deadline(*open_, now_);
        ASSERT_LE(due, now_ + 5 * ms);
        pass(due - now_);
        wakes += rung() ? 1 : 0;
        consume();
    }
    EXPECT_GE(wakes, 39u);
    EXPECT_LE(wakes, 41u);
}

TEST_F(SteeringTest, ALiveConsumerHearsOfTheEndAtOnce)
{
    openFor(Readiness::Mode::Write);
    open_->stream->steer({.look_us = 50'000});
    fill();
    while (play().run == OSS_RUN_RUNNING) {
        consume();
        rung();
        pass(device_.deadline(*open_, now_) - now_);
    }
    EXPECT_TRUE(rung());
    EXPECT_EQ(open_->stream->played, play().written);
}

TEST_F(SteeringTest, WhatIsOnItsWayToTheLoudspeakerCostsOneLook)
{
    openFor(Readiness::Mode::Write);
    open_->stream->steer({.delay_us = 2'000'000});
    fill();
    while (play().run == OSS_RUN_RUNNING)
        pass(device_.deadline(*open_, now_) - now_);
    EXPECT_FALSE(oss_play_heard(&play()));
    const std::uint64_t heard = play().ended_ns + 2 * second;
    EXPECT_EQ(device_.deadline(*open_, now_), heard);
    pass(heard - now_);
    EXPECT_TRUE(oss_play_heard(&play()));
    EXPECT_EQ(device_.deadline(*open_, now_), ~std::uint64_t{0});
}

TEST_F(SteeringTest, NobodyIsWokenWhoDoesNotPlayLive)
{
    openFor(Readiness::Mode::Write);
    fill();
    rung();
    pass(20 * ms);
    EXPECT_FALSE(rung());
}

}  // namespace
