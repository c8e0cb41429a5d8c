// SPDX-License-Identifier: GPL-2.0-or-later
/// What the sound server's input gives is captured, sample for sample.
#include "sound_server.h"

#include "engine/desktop/desktop_kind.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>

namespace dsproxy::desktop_test {

namespace {

using DesktopCapture = DesktopTest;

/// The next COUNT frames that are not silence.
std::vector<std::uint32_t> captured(CaptureDevice& device, std::size_t count)
{
    std::vector<std::uint32_t> frames;
    while (frames.size() < count) {
        const auto there = device.wait(-1);
        EXPECT_TRUE(there) << there.error().sys;
        if (!there)
            return frames;
        const auto memory = device.begin(*there);
        std::vector<std::uint32_t> piece(memory.size() / sizeof(std::uint32_t));
        std::memcpy(piece.data(), memory.data(), piece.size() * sizeof(std::uint32_t));
        std::ranges::copy_if(piece, std::back_inserter(frames),
                             [](std::uint32_t frame) { return frame != 0; });
        EXPECT_TRUE(device.commit(Frames(static_cast<std::int64_t>(piece.size()))));
    }
    return frames;
}

}  // namespace

TEST_F(DesktopCapture, everySampleArrivesInItsPlace)
{
    startServer();
    auto device = desktopKind.openCapture("microphone", cdRequest);
    ASSERT_TRUE(device) << device.error().sys;
    EXPECT_EQ((*device)->shape().format, cdRequest.format);
    const auto frames = numbered(0, 40000);
    std::thread speaker([&] {
        const int fifo = ::open((folder_ / "microphone").c_str(), O_WRONLY);
        auto sound = frames;
        sound.resize(sound.size() + 20000);  // what is less than a period stays with the device
        const auto bytes = std::as_bytes(std::span(sound));
        EXPECT_EQ(::write(fifo, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        ::close(fifo);
    });
    const auto heard = captured(**device, frames.size());
    speaker.join();
    EXPECT_EQ(heard, frames);
    EXPECT_EQ((*device)->xruns(), 0u);
}

TEST_F(DesktopCapture, aBellEndsTheSleep)
{
    startServer();
    auto device = desktopKind.openCapture("microphone", cdRequest);
    ASSERT_TRUE(device);
    const auto there = (*device)->wait(rungBell());
    ASSERT_TRUE(there);
    EXPECT_LE((*device)->begin(Frames(1)).size(), 4u);
}

}  // namespace dsproxy::desktop_test
