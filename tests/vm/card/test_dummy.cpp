// SPDX-License-Identifier: GPL-2.0-or-later
/// snd-dummy: device 0 is plain, 1 is not interleaved, 2 cannot be mapped.
#include "engine/card/card_kind.h"
#include "engine/card/direct_playback.h"
#include "engine/card/pcm_playback.h"
#include "machine.h"
#include "player.h"

#include <gtest/gtest.h>

#include <atomic>

namespace dsproxy::test {
namespace {

const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(200'000'000)};

template <class Kind> void playOn(const std::string& name)
{
    auto device = cardKind.openPlayback(name, cd);
    ASSERT_TRUE(device) << device.error().sys;
    EXPECT_TRUE(dynamic_cast<Kind*>(device->get()));
    EXPECT_TRUE((*device)->shape().format == cd.format);
    Player player(**device);
    player.play(Frames(2 * 44100));
    const auto position = (*device)->position();
    EXPECT_EQ(position.committed.value, 2 * 44100);
    EXPECT_LT(position.delay.value, 44100);
}

TEST(Dummy, interleaved)
{
    playOn<DirectPlayback>("hw:0,0");
}

TEST(Dummy, eachChannelOnItsOwn)
{
    playOn<DirectPlayback>("hw:0,1");
}

TEST(Dummy, notMapped)
{
    playOn<PcmPlayback>("hw:0,2");
}

TEST(Dummy, mixedByAlsa)
{
    auto device = cardKind.openPlayback("plug:dmix", cd);
    ASSERT_TRUE(device) << device.error().sys;
    const Format& format = (*device)->shape().format;
    EXPECT_EQ(format.rate().hz, 48000U) << "rates are converted by us, not by ALSA";
    Player player(**device);
    player.play(Frames(48000));
    EXPECT_EQ((*device)->position().committed.value, 48000);
    EXPECT_EQ((*device)->position().xruns, 0U);
}

/// A clock that counts on while the machine sleeps has room for seconds then; a card has not.
TEST(Dummy, noBurstAfterASleepOfTheMachine)
{
    auto device = DirectPlayback::open("hw:0,0", cd);
    ASSERT_TRUE(device) << device.error().sys;
    Player player(**device);
    const auto start = std::chrono::steady_clock::now();
    player.play(Frames(44100));
    std::atomic<bool> slept = false;
    std::thread sleep([&] { slept = sleepForFiveSeconds(); });
    while (!slept && !HasFatalFailure())
        player.play(Frames(4410));
    sleep.join();
    player.play(Frames(44100));

    const std::chrono::duration<double> awake =
        std::chrono::steady_clock::now() - start - std::chrono::seconds(5);
    const auto most =
        static_cast<std::int64_t>((awake.count() + 0.5) * 44100) + (*device)->shape().buffer.value;
    EXPECT_LE((*device)->position().committed.value, most);
}

/// The last of the tests: there is no card afterwards.
TEST(Dummy, zTheCardVanishes)
{
    auto device = DirectPlayback::open("hw:0,0", cd);
    ASSERT_TRUE(device) << device.error().sys;
    Player player(**device);
    player.play(Frames(44100));
    std::thread pull([] {
        std::ofstream("/sys/bus/platform/drivers/snd_dummy/unbind") << "snd_dummy.0" << std::flush;
    });
    Result<Frames> room{Frames(0)};
    while ((room = (*device)->wait(-1))) {
        const auto memory = (*device)->begin(*room);
        std::ranges::fill(memory, std::byte{});
        const auto frames = cd.format.frames(Bytes(static_cast<std::int64_t>(memory.size())));
        ASSERT_TRUE((*device)->commit(frames));
    }
    EXPECT_EQ(room.error().sys, ENODEV);
    device->reset();
    pull.join();
    const auto gone = DirectPlayback::open("hw:0,0", cd);
    ASSERT_FALSE(gone);
    EXPECT_TRUE(gone.error().sys == ENOENT || gone.error().sys == ENODEV) << gone.error().sys;
}

TEST(Ice1712, tenChannelsOf32Bits)
{
    auto device = DirectPlayback::open("hw:0,0", cd);
    ASSERT_TRUE(device) << device.error().sys;
    EXPECT_TRUE((*device)->shape().format == Format(AFMT_S32_LE, Channels{10}, Rate{44100}));
    Player player(**device);
    player.play(Frames(44100));
    EXPECT_EQ((*device)->position().committed.value, 44100);
}

}  // namespace
}  // namespace dsproxy::test
