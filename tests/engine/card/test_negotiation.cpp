// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/negotiation.h"

#include <gtest/gtest.h>

namespace dsproxy::test {
namespace {

Format format(std::uint32_t afmt, std::uint32_t channels, std::uint32_t rate)
{
    return Format(afmt, Channels{channels}, Rate{rate});
}

void expectNearest(const Format& wanted, const CardAbility& card, const Format& expected)
{
    const auto ranked = nearestFormats(wanted, card);
    ASSERT_FALSE(ranked.empty());
    const Format& got = ranked.front();
    EXPECT_TRUE(got == expected) << got.layout().name << ' ' << got.channels().count << ' '
                                 << got.rate().hz;
}

const CardAbility hda{{{AFMT_S16_LE, 16}, {AFMT_S32_LE, 24}}, {2, 4, 6, 8}, {44100, 48000, 96000}};
const CardAbility ice1712{{{AFMT_S32_LE, 24}}, {10}, {22050, 44100, 48000, 96000}};
const CardAbility usb{{{AFMT_S24_PACKED, 24}}, {2}, {44100, 48000}};

TEST(Negotiation, theWantedFormatIsTakenExactly)
{
    for (const std::uint32_t rate : {44100U, 48000U, 96000U})
        for (const std::uint32_t afmt : {AFMT_S16_LE, AFMT_S32_LE})
            for (const std::uint32_t channels : {2U, 6U})
                expectNearest(format(afmt, channels, rate), hda, format(afmt, channels, rate));
}

TEST(Negotiation, moreBitsLoseNothing)
{
    expectNearest(format(AFMT_U8, 2, 44100), hda, format(AFMT_S16_LE, 2, 44100));
    expectNearest(format(AFMT_S16_BE, 2, 44100), hda, format(AFMT_S16_LE, 2, 44100));
    expectNearest(format(AFMT_MU_LAW, 2, 44100), hda, format(AFMT_S16_LE, 2, 44100));
    expectNearest(format(AFMT_S24_LE, 2, 44100), hda, format(AFMT_S32_LE, 2, 44100));
    expectNearest(format(AFMT_S24_PACKED, 2, 44100), hda, format(AFMT_S32_LE, 2, 44100));
}

TEST(Negotiation, theNextRateUp)
{
    expectNearest(format(AFMT_S16_LE, 2, 8000), hda, format(AFMT_S16_LE, 2, 44100));
    expectNearest(format(AFMT_S16_LE, 2, 44101), hda, format(AFMT_S16_LE, 2, 48000));
    expectNearest(format(AFMT_S16_LE, 2, 64000), hda, format(AFMT_S16_LE, 2, 96000));
}

TEST(Negotiation, aHigherRateBeforeFewerBits)
{
    const CardAbility card{{{AFMT_S16_LE, 16}, {AFMT_S24_LE, 24}}, {2}, {44100, 48000}};
    const auto ranked = nearestFormats(format(AFMT_S24_PACKED, 2, 44100), card);
    ASSERT_EQ(ranked.size(), 4U);
    EXPECT_TRUE(ranked[0] == format(AFMT_S24_LE, 2, 44100));
    EXPECT_TRUE(ranked[1] == format(AFMT_S24_LE, 2, 48000));
    EXPECT_TRUE(ranked[2] == format(AFMT_S16_LE, 2, 44100));
    EXPECT_TRUE(ranked[3] == format(AFMT_S16_LE, 2, 48000));
}

TEST(Negotiation, fewestChannelsThatHoldThem)
{
    expectNearest(format(AFMT_S16_LE, 1, 44100), hda, format(AFMT_S16_LE, 2, 44100));
    expectNearest(format(AFMT_S16_LE, 5, 44100), hda, format(AFMT_S16_LE, 6, 44100));
}

TEST(Negotiation, whatIsLostIsAsLittleAsCanBe)
{
    expectNearest(format(AFMT_S16_LE, 16, 44100), hda, format(AFMT_S16_LE, 8, 44100));
    expectNearest(format(AFMT_S16_LE, 2, 192000), hda, format(AFMT_S16_LE, 2, 96000));
    // 24 bits reach the converter: the rest of 32 cannot be kept.
    expectNearest(format(AFMT_U32_LE, 2, 44100), hda, format(AFMT_S32_LE, 2, 44100));
    const CardAbility old{{{AFMT_U8, 8}}, {1}, {11025, 22050}};
    expectNearest(format(AFMT_S16_LE, 2, 44100), old, format(AFMT_U8, 1, 22050));
}

TEST(Negotiation, tenChannelsOf24In32)
{
    expectNearest(format(AFMT_S16_LE, 2, 44100), ice1712, format(AFMT_S32_LE, 10, 44100));
    expectNearest(format(AFMT_U8, 1, 11025), ice1712, format(AFMT_S32_LE, 10, 22050));
    expectNearest(format(AFMT_S24_LE, 12, 48000), ice1712, format(AFMT_S32_LE, 10, 48000));
}

TEST(Negotiation, threeByteSamples)
{
    expectNearest(format(AFMT_S16_LE, 2, 44100), usb, format(AFMT_S24_PACKED, 2, 44100));
    expectNearest(format(AFMT_FLOAT, 6, 32000), usb, format(AFMT_S24_PACKED, 2, 44100));
}

TEST(Negotiation, integersBeforeFloatsAndFloatsWhereWanted)
{
    const CardAbility card{{{AFMT_FLOAT, 32}, {AFMT_S32_BE, 32}, {AFMT_S32_LE, 32}}, {2}, {48000}};
    expectNearest(format(AFMT_S16_LE, 2, 48000), card, format(AFMT_S32_NE, 2, 48000));
    expectNearest(format(AFMT_FLOAT, 2, 48000), card, format(AFMT_FLOAT, 2, 48000));
    expectNearest(format(AFMT_U32_LE, 2, 48000), card, format(AFMT_S32_NE, 2, 48000));
}

TEST(Negotiation, everyCombinationIsInTheListOnce)
{
    EXPECT_EQ(nearestFormats(format(AFMT_S16_LE, 2, 44100), hda).size(), 2U * 4 * 3);
    EXPECT_TRUE(nearestFormats(format(AFMT_S16_LE, 2, 44100), CardAbility{}).empty());
}

}  // namespace
}  // namespace dsproxy::test
