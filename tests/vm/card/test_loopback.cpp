// SPDX-License-Identifier: GPL-2.0-or-later
/// snd-aloop: what is played on one of its two devices is recorded on the other.
#include "engine/card/card_kind.h"
#include "engine/card/direct_capture.h"
#include "engine/card/direct_playback.h"
#include "engine/card/pcm_capture.h"
#include "engine/card/pcm_playback.h"
#include "only_poll.h"
#include "player.h"
#include "recorder.h"

#include <gtest/gtest.h>
#include <sys/eventfd.h>

#include <chrono>
#include <thread>

namespace dsproxy::test {
namespace {

constexpr std::chrono::nanoseconds latency(400'000'000);
const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(latency.count())};

using Playback = std::unique_ptr<PlaybackDevice>;
using Capture = std::unique_ptr<CaptureDevice>;

/// Plays and records at once until all of it must have come back.
void exchange(PlaybackDevice& playback, CaptureDevice& capture)
{
    ASSERT_TRUE(playback.shape().format == capture.shape().format);
    Player player(playback);
    Recorder recorder(capture);
    const auto period = playback.shape().period;
    for (std::int64_t played = 0; played < playback.shape().format.rate().hz / 2;
         played += period.value) {
        player.play(period);
        recorder.recordWhatIsThere();
    }
    const auto written = player.written();
    while (!recorder.has(written) && !testing::Test::HasFatalFailure()) {
        player.silence(period);
        recorder.recordWhatIsThere();
    }
    const auto xruns = playback.position().xruns + capture.xruns();
    expectRuns(recorder.numbers(), written, xruns);
}

TEST(Loopback, everyFormatIsExact)
{
    for (const std::uint32_t afmt :
         {AFMT_S16_LE, AFMT_S16_BE, AFMT_S24_PACKED, AFMT_S32_LE, AFMT_S32_BE, AFMT_FLOAT})
        for (const std::uint32_t channels : {2U, 6U}) {
            SCOPED_TRACE(testing::Message() << afmt << ' ' << channels);
            const DeviceRequest request{Format(afmt, Channels{channels}, Rate{48000}),
                                        Nanoseconds(latency.count())};
            auto playback = DirectPlayback::open("hw:0,0,0", request);
            ASSERT_TRUE(playback) << playback.error().sys;
            ASSERT_TRUE((*playback)->shape().format == request.format);
            auto capture = DirectCapture::open("hw:0,1,0", request);
            ASSERT_TRUE(capture) << capture.error().sys;
            exchange(**playback, **capture);
        }
}

TEST(Loopback, pagesThatCannotBeMapped)
{
    auto playback = DirectPlayback::open("hw:0,0,0", cd, {}, CardPages::Never);
    ASSERT_TRUE(playback) << playback.error().sys;
    auto capture = DirectCapture::open("hw:0,1,0", cd, {}, CardPages::Never);
    ASSERT_TRUE(capture) << capture.error().sys;
    exchange(**playback, **capture);
}

TEST(Loopback, byTheLibrary)
{
    auto playback = PcmPlayback::open("plughw:0,0,0", cd);
    ASSERT_TRUE(playback) << playback.error().sys;
    auto capture = PcmCapture::open("plughw:0,1,0", cd);
    ASSERT_TRUE(capture) << capture.error().sys;
    exchange(**playback, **capture);
}

TEST(Loopback, bothDirectionsOfOneDevice)
{
    auto playback = DirectPlayback::open("hw:0,0,0", cd);
    auto capture = DirectCapture::open("hw:0,0,0", cd);
    auto far_capture = DirectCapture::open("hw:0,1,0", cd);
    auto far_playback = DirectPlayback::open("hw:0,1,0", cd);
    ASSERT_TRUE(playback && capture && far_capture && far_playback);
    std::thread far([&] { exchange(**far_playback, **capture); });
    exchange(**playback, **far_capture);
    far.join();
}

TEST(Loopback, aReaderThatStops)
{
    auto playback = DirectPlayback::open("hw:0,0,0", cd);
    auto capture = DirectCapture::open("hw:0,1,0", cd);
    ASSERT_TRUE(playback && capture);
    Player player(**playback);
    Recorder recorder(**capture);
    const auto period = (*playback)->shape().period;
    for (int round = 0; round < 60; ++round) {
        player.play(period);
        if (round < 15 || round >= 35)  // two buffers and more are missed
            recorder.recordWhatIsThere();
    }
    EXPECT_GE((*capture)->xruns(), 1U);
    const auto heard = runs(recorder.numbers());
    EXPECT_GE(heard.size(), 2U);
    EXPECT_LE(heard.size(), 1 + (*capture)->xruns() + (*playback)->position().xruns);
    for (std::size_t i = 1; i < heard.size(); ++i)
        EXPECT_GT(heard[i].first, heard[i - 1].last);
}

TEST(Loopback, theLibraryRecoversFromAWriterThatStops)
{
    auto device = PcmPlayback::open("plughw:0,0,0", cd);
    ASSERT_TRUE(device) << device.error().sys;
    Player player(**device);
    for (std::uint32_t stops = 1; stops <= 2; ++stops) {
        player.play((*device)->shape().buffer);
        std::this_thread::sleep_for(latency * 2);
        const auto room = (*device)->wait(-1);
        ASSERT_TRUE(room) << room.error().sys;
        EXPECT_EQ(*room, (*device)->shape().buffer);
        EXPECT_EQ((*device)->position().xruns, stops);
    }
}

TEST(Loopback, asksTheSystemForSleepAlone)
{
    auto opened = DirectPlayback::open("hw:0,0,0", cd);
    ASSERT_TRUE(opened) << opened.error().sys;
    PlaybackDevice& device = **opened;
    Player(device).silence(device.shape().buffer);  // which starts it
    constexpr int wake_ups = 20;
    int filled = 0;
    std::thread thread([&] {
        const bool held = allowOnlyPoll();
        for (int i = 0; held && i < wake_ups; ++i) {
            const auto room = device.wait(-1);
            const auto memory = device.begin(room.value_or(Frames(0)));
            std::ranges::fill(memory, std::byte{});
            if (device.commit(device.shape().format.frames(
                    Bytes(static_cast<std::int64_t>(memory.size())))) &&
                device.position().xruns == 0)
                ++filled;
        }
    });
    thread.join();
    EXPECT_EQ(filled, wake_ups);
    EXPECT_GT(pollCalls(), 0);
    EXPECT_LE(pollCalls(), wake_ups);
}

TEST(Loopback, aBusyCardIsAnError)
{
    const auto first = DirectPlayback::open("hw:0,0,0", cd);
    ASSERT_TRUE(first);
    const auto second = cardKind.openPlayback("hw:0,0,0", cd);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(second.error().sys, EBUSY);
    EXPECT_EQ(second.error().subject, "hw:0,0,0");
}

TEST(Loopback, theKindListsItAndDrivesItDirectly)
{
    const auto facts = cardKind.list();
    const auto card = std::ranges::find(facts, "card:hw:0,0", &DeviceFacts::name);
    ASSERT_NE(card, facts.end());
    EXPECT_TRUE(card->playback);
    EXPECT_TRUE(card->capture);
    EXPECT_EQ(card->description, "Loopback, Loopback PCM");
    const auto direct = cardKind.openPlayback("hw:0,0", cd);
    ASSERT_TRUE(direct);
    EXPECT_TRUE(dynamic_cast<DirectPlayback*>(direct->get()));
    const auto input = cardKind.openCapture("hw:0,0", cd);
    ASSERT_TRUE(input);
    EXPECT_TRUE(dynamic_cast<DirectCapture*>(input->get()));
}

TEST(Loopback, aWakeUpEndsTheSleep)
{
    auto device = DirectCapture::open("hw:0,1,0", {cd.format, Nanoseconds(4'000'000'000)});
    ASSERT_TRUE(device) << device.error().sys;
    const UniqueFd wake(::eventfd(1, EFD_CLOEXEC));
    const auto there = (*device)->wait(wake.get());
    ASSERT_TRUE(there);
    EXPECT_LT(there->value, (*device)->shape().period.value);
}

}  // namespace
}  // namespace dsproxy::test
