// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays counted frames as a sink would, and watches the device's position meanwhile.
#pragma once

#include "counter.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dsproxy::test {

class Player {
public:
    explicit Player(PlaybackDevice& device) : device_(device), counter_(device.shape().format) {}

    void play(Frames frames)
    {
        fill(frames, [this](std::span<std::byte> memory) { counter_.write(memory); });
    }
    void silence(Frames frames)
    {
        fill(frames, [](std::span<std::byte> memory) { std::ranges::fill(memory, std::byte{}); });
    }

    std::uint32_t written() const { return counter_.written(); }

private:
    template <class Fill> void fill(Frames frames, Fill write)
    {
        const Format& format = device_.shape().format;
        while (frames.value > 0 && !testing::Test::HasFatalFailure()) {
            const auto room = device_.wait(-1);
            ASSERT_TRUE(room) << room.error().sys;
            for (Frames left = std::min(*room, frames); left.value > 0;) {
                const auto memory = device_.begin(left);
                ASSERT_FALSE(memory.empty());
                write(memory);
                const auto count = format.frames(Bytes(static_cast<std::int64_t>(memory.size())));
                ASSERT_TRUE(device_.commit(count));
                left -= count;
                frames -= count;
            }
            watch();
        }
    }

    /// What was heard only grows, but for what an xrun has thrown away; so does the time.
    void watch()
    {
        const auto position = device_.position();
        EXPECT_GE(position.delay.value, 0);
        EXPECT_LE(position.delay.value, device_.shape().buffer.value);
        EXPECT_FALSE(position.estimated);
        EXPECT_GE(position.time_ns, last_.time_ns);
        EXPECT_GE((position.committed - position.delay).value,
                  (last_.committed - last_.delay).value);
        last_ = position;
    }

    PlaybackDevice& device_;
    Counter counter_;
    PlaybackDevice::Position last_{};
};

}  // namespace dsproxy::test
