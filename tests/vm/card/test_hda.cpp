// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays on the machine's HDA card; compare_wav.py then looks at what the card has played.
#include "engine/card/direct_playback.h"
#include "machine.h"
#include "player.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>

namespace dsproxy::test {
namespace {

const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(400'000'000)};

using Device = Result<std::unique_ptr<PlaybackDevice>>;

Device openHda(CardPages pages = CardPages::WherePossible)
{
    waitForNode("/dev/snd/pcmC0D0p");
    return DirectPlayback::open("hw:0,0", cd, {}, pages);
}

/// The card's own buffers empty before it is closed; then its side can be compared with ours.
void finish(PlaybackDevice& device, Player& player)
{
    player.silence(Frames(22050));
    std::printf("played %u xruns %u\n", player.written(), device.position().xruns);
}

void playOnHda(CardPages pages)
{
    const Device device = openHda(pages);
    ASSERT_TRUE(device) << device.error().sys;
    ASSERT_TRUE((*device)->shape().format == cd.format);
    Player player(**device);
    player.play(Frames(3 * 44100));
    finish(**device, player);
}

TEST(Hda, mappedPages)
{
    playOnHda(CardPages::WherePossible);
}

TEST(Hda, pagesThatCannotBeMapped)
{
    playOnHda(CardPages::Never);
}

/// In the middle of a period, so that the card plays on for the rest of it.
TEST(Hda, aWriterThatStops)
{
    const Device device = openHda();
    ASSERT_TRUE(device) << device.error().sys;
    Player player(**device);
    for (std::uint32_t stops = 1; stops <= 3; ++stops) {
        player.play(Frames(44000));
        std::this_thread::sleep_for(std::chrono::milliseconds(1000));
        const auto room = (*device)->wait(-1);
        ASSERT_TRUE(room) << room.error().sys;
        EXPECT_EQ(room->value, (*device)->shape().buffer.value);
        EXPECT_GE((*device)->position().xruns, stops);
        EXPECT_EQ((*device)->position().delay.value, 0);
    }
    player.play(Frames(44100));
    finish(**device, player);
}

/// Its driver cannot go on where it was: what was queued is lost, and no more.
TEST(Hda, sleepOfTheMachine)
{
    const Device device = openHda();
    ASSERT_TRUE(device) << device.error().sys;
    Player player(**device);
    player.play(Frames(44100));
    std::atomic<bool> slept = false;
    std::thread sleep([&] { slept = sleepForFiveSeconds(); });
    player.play(Frames(4 * 44100));
    sleep.join();
    EXPECT_TRUE(slept);
    EXPECT_GE((*device)->position().xruns, 1U);
    finish(**device, player);
}

}  // namespace
}  // namespace dsproxy::test
