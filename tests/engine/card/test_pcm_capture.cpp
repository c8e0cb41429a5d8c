// SPDX-License-Identifier: GPL-2.0-or-later
#include "alsa_configuration.h"
#include "engine/card/pcm_capture.h"

#include <gtest/gtest.h>

#include <random>

namespace dsproxy::test {
namespace {

constexpr const char* configuration = R"(
pcm.nothing { type null }
pcm.file { type file slave.pcm nothing file "/dev/null" infile "@/in.raw" format raw }
)";

const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(100'000'000)};

TEST(PcmCapture, whatIsInTheFileIsRecorded)
{
    const AlsaConfiguration alsa(configuration);
    constexpr std::size_t frames = 100'000;
    std::string pcm(4 * frames, '\0');
    std::mt19937 random(3);
    std::ranges::generate(pcm, [&] { return static_cast<char>(random()); });
    std::ofstream(alsa.path("in.raw"), std::ios::binary) << pcm;

    auto device = PcmCapture::open("file", cd);
    ASSERT_TRUE(device) << device.error().sys;
    EXPECT_TRUE((*device)->shape().format == cd.format);
    std::string got;
    while (got.size() < pcm.size()) {
        const auto there = (*device)->wait(-1);
        ASSERT_TRUE(there) << there.error().sys;
        ASSERT_GT(there->value, 0);
        const Frames wanted(1 + static_cast<std::int64_t>(random() % there->value));
        const auto memory = (*device)->begin(wanted);
        ASSERT_GT(memory.size(), 0U);
        got.append(reinterpret_cast<const char*>(memory.data()), memory.size());
        const Bytes size(static_cast<std::int64_t>(memory.size()));
        ASSERT_TRUE((*device)->commit(cd.format.frames(size)));
    }
    got.resize(pcm.size());
    EXPECT_TRUE(got == pcm);
    EXPECT_EQ((*device)->xruns(), 0U);
}

TEST(PcmCapture, errorsNameThePcm)
{
    const AlsaConfiguration alsa(configuration);
    const auto missing = PcmCapture::open("none", cd);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().sys, ENOENT);
    EXPECT_EQ(missing.error().subject, "none");
}

}  // namespace
}  // namespace dsproxy::test
