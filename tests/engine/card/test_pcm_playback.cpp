// SPDX-License-Identifier: GPL-2.0-or-later
#include "alsa_configuration.h"
#include "engine/card/pcm_playback.h"
#include "private_bus.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstring>
#include <random>

namespace dsproxy::test {
namespace {

constexpr const char* configuration = R"(
pcm.nothing { type null }
pcm.file { type file slave.pcm nothing file "@/out.raw" format raw truncate true }
pcm.cd { type linear slave { pcm file format S24_3LE } }
pcm.apart {
    type file
    slave.pcm { type mmap_emul slave.pcm nothing }
    file "@/out.raw" format raw truncate true
}
)";

const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(100'000'000)};

/// Gives all of PCM to the device in pieces of all sizes.
void play(PlaybackDevice& device, std::span<const std::byte> pcm)
{
    std::mt19937 random(1);
    const Format& format = device.shape().format;
    while (!pcm.empty()) {
        const auto room = device.wait(-1);
        ASSERT_TRUE(room) << room.error().sys;
        ASSERT_GT(room->value, 0);
        const Frames wanted(1 + static_cast<std::int64_t>(random() % room->value));
        const auto memory = device.begin(std::min(wanted, format.frames(Bytes(pcm.size()))));
        ASSERT_GT(memory.size(), 0U);
        ASSERT_LE(memory.size(), pcm.size());
        std::memcpy(memory.data(), pcm.data(), memory.size());
        pcm = pcm.subspan(memory.size());
        ASSERT_TRUE(device.commit(format.frames(Bytes(memory.size()))));
    }
}

std::vector<std::byte> noise(std::size_t size)
{
    std::mt19937 random(2);
    std::vector<std::byte> bytes(size);
    std::ranges::generate(bytes, [&] { return std::byte(random()); });
    return bytes;
}

TEST(PcmPlayback, whatWasCommittedIsInTheFile)
{
    const AlsaConfiguration alsa(configuration);
    const auto pcm = noise(4 * 100'000);
    {
        auto device = PcmPlayback::open("file", cd);
        ASSERT_TRUE(device) << device.error().sys;
        EXPECT_TRUE((*device)->shape().format == cd.format);
        play(**device, pcm);
        const auto position = (*device)->position();
        EXPECT_EQ(position.committed.value, 100'000);
        EXPECT_EQ(position.xruns, 0U);
        EXPECT_LE(position.delay.value, (*device)->shape().buffer.value);
    }
    EXPECT_EQ(alsa.bytes("out.raw"), pcm);
}

TEST(PcmPlayback, theBufferIsAsLongAsAsked)
{
    const AlsaConfiguration alsa(configuration);
    const auto device = PcmPlayback::open("nothing", cd);
    ASSERT_TRUE(device);
    const DeviceShape& shape = (*device)->shape();
    EXPECT_EQ(shape.buffer.value, 4410);
    EXPECT_EQ(shape.period.value, 4410 / 4);
}

TEST(PcmPlayback, hostileLatenciesAreBuffersToo)
{
    const AlsaConfiguration alsa(configuration);
    for (const std::int64_t latency : {INT64_MIN, std::int64_t{0}, INT64_MAX}) {
        const auto device = PcmPlayback::open("nothing", {cd.format, Nanoseconds(latency)});
        ASSERT_TRUE(device) << latency;
        EXPECT_GT((*device)->shape().period.value, 0);
        EXPECT_GE((*device)->shape().buffer.value, (*device)->shape().period.value);
    }
}

/// The device ends with EBUSY, whether its thread is awake or asleep; closing it answers the other.
TEST(PcmPlayback, aCardThatAnotherWantsIsBusy)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const AlsaConfiguration alsa(configuration);
    auto reservation = CardReservation::take(9);
    ASSERT_TRUE(reservation && *reservation);
    auto device = PcmPlayback::open("nothing", cd, std::move(*reservation));
    ASSERT_TRUE(device) << device.error().sys;
    EXPECT_TRUE((*device)->wait(-1));

    const BusPeer jack(bus);
    int released = 0;
    std::thread request([&] {
        sd_bus_message* reply = nullptr;
        sd_bus_call_method(jack.bus(), "org.freedesktop.ReserveDevice1.Audio9",
                           "/org/freedesktop/ReserveDevice1/Audio9",
                           "org.freedesktop.ReserveDevice1", "RequestRelease", nullptr, &reply, "i",
                           1000);
        sd_bus_message_read(reply, "b", &released);
        sd_bus_message_unref(reply);
    });
    Result<Frames> room{Frames(0)};
    while ((room = (*device)->wait(-1)))
        std::this_thread::yield();
    EXPECT_EQ(room.error().sys, EBUSY);
    device->reset();
    request.join();
    EXPECT_TRUE(released);
}

/// A PCM that takes all at once would keep its thread running for ever, and the limit of real-time
/// threads kills those.
TEST(PcmPlayback, aPcmWithoutAClockLetsTheThreadSleep)
{
    const AlsaConfiguration alsa(configuration);
    auto device = PcmPlayback::open("nothing", cd);
    ASSERT_TRUE(device) << device.error().sys;
    rusage before{};
    ::getrusage(RUSAGE_THREAD, &before);
    constexpr int rounds = 20;
    const auto buffer = noise(4 * static_cast<std::size_t>((*device)->shape().buffer.value));
    for (int round = 0; round < rounds; ++round)
        play(**device, buffer);
    rusage after{};
    ::getrusage(RUSAGE_THREAD, &after);
    EXPECT_GE(after.ru_nvcsw - before.ru_nvcsw, rounds - 1);
}

TEST(PcmPlayback, errorsNameThePcm)
{
    const AlsaConfiguration alsa(configuration);
    const auto missing = PcmPlayback::open("none", cd);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    EXPECT_EQ(missing.error().subject, "none");
}

TEST(PcmPlayback, compressedFormatsAreRefused)
{
    const AlsaConfiguration alsa(configuration);
    const auto refused =
        PcmPlayback::open("nothing", {Format(AFMT_AC3, Channels{2}, Rate{48000}), cd.latency});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace dsproxy::test
