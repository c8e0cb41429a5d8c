// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/oss_negotiation.h"
#include "engine/sinks/oss_sink.h"

#include <gtest/gtest.h>

namespace dsproxy::test {
namespace {

/// A card that has some formats, up to so many channels and one range of rates.
struct Card {
    std::uint32_t formats;
    int channelsMax;
    int rateMax;
    bool refuses = false;  ///< an unknown format is an error; else it answers one that it has

    int operator()(unsigned long request, int* value) const
    {
        if (request == SNDCTL_DSP_SETFMT) {
            if (static_cast<std::uint32_t>(*value) & formats)
                return 0;
            errno = EINVAL;
            *value = static_cast<int>(formats & -formats);
            return refuses ? -1 : 0;
        }
        if (request == SNDCTL_DSP_CHANNELS)
            *value = std::min(*value, channelsMax);
        else if (request == SNDCTL_DSP_SPEED)
            *value = std::min(*value, rateMax);
        else
            return -1;
        return 0;
    }
};

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

TEST(OssNegotiation, takesWhatTheCardHas)
{
    EXPECT_EQ(*negotiate(cd, Card{AFMT_S16_LE | AFMT_U8, 2, 48000}), cd);
}

TEST(OssNegotiation, fallsBackTo16Bits)
{
    const Format floats(AFMT_FLOAT, Channels{2}, Rate{44100});
    EXPECT_EQ(*negotiate(floats, Card{AFMT_S16_NE, 2, 48000}), cd);
    EXPECT_EQ(*negotiate(floats, Card{AFMT_S16_NE, 2, 48000, true}), cd);
}

TEST(OssNegotiation, anOldCardIsEnough)
{
    EXPECT_EQ(*negotiate(cd, Card{AFMT_U8, 1, 22050}), Format(AFMT_U8, Channels{1}, Rate{22050}));
}

TEST(OssNegotiation, compressedOrNothing)
{
    const Format ac3(AFMT_AC3, Channels{2}, Rate{48000});
    EXPECT_EQ(*negotiate(ac3, Card{AFMT_AC3 | AFMT_S16_LE, 2, 48000}), ac3);
    const auto refused = negotiate(ac3, Card{AFMT_S16_LE, 2, 48000});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
}

TEST(OssNegotiation, noOssDevice)
{
    const auto refused = negotiate(cd, [](unsigned long, int*) {
        errno = ENOTTY;
        return -1;
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(refused.error().sys, ENOTTY);
}

TEST(OssSink, errorsNameTheDevice)
{
    const auto missing = OssSink::open("/dev/no-such-dsp", cd);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    const auto other = OssSink::open("/dev/null", cd);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().sys, ENOTTY);
    EXPECT_EQ(other.error().subject, "/dev/null");
}

}  // namespace
}  // namespace dsproxy::test
