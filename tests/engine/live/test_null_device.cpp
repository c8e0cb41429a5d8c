// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/device_registry.h"

#include "engine/base/unique_fd.h"
#include "engine/live/monotonic.h"

#include <gtest/gtest.h>

#include <sys/eventfd.h>

namespace dsproxy::test {
namespace {

const DeviceRequest request{Format(AFMT_S16_LE, Channels{2}, Rate{48000}), Nanoseconds(8'000'000)};

TEST(DeviceRegistry, findsAKindByTheNameBeforeTheColon)
{
    const auto found = findDevice("null:some:thing");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind->name, "null");
    EXPECT_EQ(found->name, "some:thing");
    EXPECT_EQ(findDevice("null")->name, "");
}

TEST(DeviceRegistry, anUnknownKindIsAnError)
{
    for (const char* name : {"", ":", "nul", "nulls", "NULL:", "no such:thing"}) {
        const auto found = findDevice(name);
        ASSERT_FALSE(found) << name;
        EXPECT_EQ(found.error().code, ErrorCode::BadSpec);
        EXPECT_EQ(found.error().subject, name);
    }
    EXPECT_EQ(openCapture("null", request).error().code, ErrorCode::Unsupported);
}

TEST(NullDevice, agreesToEveryFormatThatHasSamples)
{
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        const Format asked(layout->afmt, Channels{3}, Rate{11025});
        const auto device = openPlayback("null", {asked, Nanoseconds(40'000'000)});
        ASSERT_TRUE(device) << layout->name;
        const Format got = (*device)->shape().format;
        EXPECT_EQ(got.afmt(), layout->encoding == OSS_ENCODING_OPAQUE ? AFMT_S16_LE : layout->afmt);
        EXPECT_EQ(got.channels(), Channels{3});
        EXPECT_EQ(got.rate(), Rate{11025});
        EXPECT_EQ((*device)->shape().buffer, Frames(440));
        EXPECT_EQ((*device)->shape().period, Frames(110));
    }
}

TEST(NullDevice, theSmallestRequestIsADeviceToo)
{
    const auto device =
        openPlayback("null", {Format(AFMT_U8, Channels{1}, Rate{1}), Nanoseconds(-5)});
    ASSERT_TRUE(device);
    EXPECT_EQ((*device)->shape().period, Frames(1));
}

/// Of what was committed, exactly the frames of the time since then have been heard.
TEST(NullDevice, playsAtTheExactRateOfTheMonotonicClock)
{
    const auto device = *openPlayback("null", {request.format, Nanoseconds(400'000'000)});
    const UniqueFd wake(::eventfd(0, EFD_CLOEXEC));
    EXPECT_EQ(*device->wait(wake.get()), device->shape().buffer);
    const std::uint64_t before_ns = monotonicNow();
    ASSERT_TRUE(device->commit(device->shape().buffer));
    const std::uint64_t after_ns = monotonicNow();
    for (int round = 0; round < 4; ++round) {
        const Frames room = *device->wait(wake.get());
        EXPECT_GE(room, device->shape().period);
        ASSERT_TRUE(device->commit(room));
        const auto position = device->position();
        if (position.xruns > 0)
            GTEST_SKIP() << "the machine was away for longer than the buffer";
        const double heard = static_cast<double>((position.committed - position.delay).value);
        EXPECT_LE(heard, static_cast<double>(position.time_ns - before_ns) * 48e-6);
        EXPECT_GT(heard, static_cast<double>(position.time_ns - after_ns) * 48e-6 - 1);
        EXPECT_FALSE(position.estimated);
    }
}

TEST(NullDevice, wakesBeforeItsTimeWhenRung)
{
    const auto device = *openPlayback("null", {request.format, Nanoseconds(3'600'000'000'000)});
    ASSERT_TRUE(device->commit(device->shape().buffer));
    const UniqueFd wake(::eventfd(1, EFD_CLOEXEC));
    EXPECT_LT(*device->wait(wake.get()), device->shape().period);
}

TEST(NullDevice, whoIsLateStartsAnewWithAnEmptyBuffer)
{
    const auto device = *openPlayback("null", {request.format, Nanoseconds(100'000)});
    const UniqueFd wake(::eventfd(0, EFD_CLOEXEC));
    ASSERT_TRUE(device->commit(device->shape().buffer));
    const std::uint64_t start_ns = monotonicNow();
    while (monotonicNow() < start_ns + 2'000'000)
        ;
    EXPECT_EQ(*device->wait(wake.get()), device->shape().buffer);
    EXPECT_EQ(device->position().xruns, 1u);
    EXPECT_EQ(device->position().delay, Frames(0));
    ASSERT_TRUE(device->commit(device->shape().buffer));
    EXPECT_LE(device->position().delay, device->shape().buffer) << "nothing is caught up";
}

}  // namespace
}  // namespace dsproxy::test
