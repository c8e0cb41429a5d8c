// SPDX-License-Identifier: GPL-2.0-or-later
/// What is committed comes out of the sound server, sample for sample.
#include "sound_server.h"

#include "engine/desktop/desktop_kind.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <thread>

namespace dsproxy::desktop_test {

namespace {

using DesktopPlayback = DesktopTest;

std::unique_ptr<PlaybackDevice> opened(const DeviceRequest& request = cdRequest)
{
    auto device = desktopKind.openPlayback("", request);
    EXPECT_TRUE(device) << device.error().sys << " " << device.error().subject;
    return device ? std::move(*device) : nullptr;
}

/// Without sound the server plays nothing: what is left in the buffer runs out.
void runOut(PlaybackDevice& device)
{
    while (device.position().xruns == 0) {
        ASSERT_TRUE(device.wait(-1));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

/// In microseconds, of the only stream that there is: in its buffer, and behind that.
double latencyOfServer()
{
    const std::string text = outputOf({"pactl", "list", "sink-inputs"});
    double sum = 0;
    for (const char* what : {"Buffer Latency: ([0-9]+) usec", "Sink Latency: ([0-9]+) usec"}) {
        std::smatch found;
        EXPECT_TRUE(std::regex_search(text, found, std::regex(what))) << text;
        sum += found.empty() ? 0 : std::stod(found[1]);
    }
    return sum;
}

}  // namespace

TEST_F(DesktopPlayback, everySampleArrivesInItsPlace)
{
    startServer();
    startRecording();
    const auto device = opened();
    ASSERT_TRUE(device);
    EXPECT_EQ(device->shape().format, cdRequest.format);
    const auto frames = numbered(0, 44100);
    ASSERT_TRUE(play(*device, frames));
    EXPECT_TRUE(isTail(recordUntil(frames.back()), frames));
    EXPECT_EQ(device->position().committed, Frames(44100));
}

TEST_F(DesktopPlayback, piecesThatFitNoPeriodArriveToo)
{
    startServer();
    startRecording();
    const auto device = opened();
    ASSERT_TRUE(device);
    const auto frames = numbered(7, 30000);
    ASSERT_TRUE(play(*device, frames, 997));
    EXPECT_TRUE(isTail(recordUntil(frames.back()), frames));
}

TEST_F(DesktopPlayback, roomIsWhatTheShapeSays)
{
    startServer();
    const auto device = opened();
    ASSERT_TRUE(device);
    const auto shape = device->shape();
    EXPECT_GT(shape.period, Frames(0));
    EXPECT_LE(shape.period, shape.buffer);
    EXPECT_EQ(device->wait(-1).value(), shape.buffer);
    EXPECT_EQ(device->wait(rungBell()).value(), shape.buffer);
    ASSERT_EQ(
        shape.format.frames(Bytes(static_cast<std::int64_t>(device->begin(shape.buffer).size()))),
        shape.buffer);
}

TEST_F(DesktopPlayback, aBellEndsTheSleep)
{
    startServer();
    const auto device = opened();
    ASSERT_TRUE(device);
    ASSERT_TRUE(play(*device, numbered(0, static_cast<std::size_t>(device->shape().buffer.value))));
    const auto room = device->wait(rungBell());
    ASSERT_TRUE(room);
    EXPECT_LE(*room, device->shape().buffer);
}

TEST_F(DesktopPlayback, anUnderrunIsCountedAndTheNextSoundIsHeard)
{
    startServer();
    startRecording();
    const auto device = opened();
    ASSERT_TRUE(device);
    const auto frames = numbered(0, 20000);
    ASSERT_TRUE(play(*device, frames));
    runOut(*device);
    EXPECT_EQ(device->position().xruns, 1u);
    EXPECT_EQ(device->wait(-1).value(), device->shape().buffer);
    EXPECT_EQ(device->position().delay, Frames(0));
    const auto more = numbered(50000, 20000);
    ASSERT_TRUE(play(*device, more));
    const auto heard = recordUntil(more.back());
    const auto silence = std::ranges::find(heard, 0u);
    EXPECT_TRUE(isTail({heard.begin(), silence}, frames));
    EXPECT_TRUE(isTail({std::find(heard.rbegin(), heard.rend(), 0u).base(), heard.end()}, more));
}

TEST_F(DesktopPlayback, framesThatFillNoPacketAreCountedWhole)
{
    startServer();
    const auto device =
        opened({Format(AFMT_S16_LE, Channels{3}, Rate{48000}), Nanoseconds(400'000'000)});
    ASSERT_TRUE(device);
    const auto shape = device->shape();
    ASSERT_GT(shape.format.bytes(shape.buffer), Bytes(16 * 1024));
    for (int i = 0; i < 5; ++i) {
        const auto room = device->wait(-1);
        ASSERT_TRUE(room);
        std::ranges::fill(device->begin(*room), std::byte(1));
        ASSERT_TRUE(device->commit(*room));
    }
    runOut(*device);
    EXPECT_EQ(device->wait(-1).value(), shape.buffer);
}

TEST_F(DesktopPlayback, theDelayIsEstimatedNearTheServersOwnFigure)
{
    startServer();
    const auto device = opened();
    ASSERT_TRUE(device);
    double worst = 0;
    for (int i = 0; i < 6; ++i) {
        ASSERT_TRUE(play(*device, numbered(0, 15000)));
        const double theirs = latencyOfServer();
        const auto position = device->position();
        const double ours = static_cast<double>(position.delay.value) / 44100 * 1e6;
        EXPECT_TRUE(position.estimated);
        if (i >= 2)
            worst = std::max(worst, std::abs(ours - theirs));
    }
    EXPECT_LT(worst, 250'000);
}

}  // namespace dsproxy::desktop_test
