// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/convert.h"
#include "tests/engine/sinks/tools.h"

#include <cmath>
#include <limits>
#include <set>

namespace dsproxy::test {
namespace {

const oss_format_info& layoutOf(std::uint32_t afmt)
{
    return *oss_format_find(afmt);
}

double decodedOne(std::uint32_t afmt, std::vector<int> bytes)
{
    ByteVector pcm;
    for (const int byte : bytes)
        pcm.push_back(static_cast<std::byte>(byte));
    double sample = 99;
    decode(layoutOf(afmt), pcm, std::span(&sample, 1));
    return sample;
}

std::vector<int> encodedOne(std::uint32_t afmt, double sample)
{
    ByteVector pcm(layoutOf(afmt).container_bits / 8);
    encode(layoutOf(afmt), std::span(&sample, 1), pcm);
    std::vector<int> bytes;
    for (const std::byte byte : pcm)
        bytes.push_back(std::to_integer<int>(byte));
    return bytes;
}

struct GoldenRow {
    std::uint32_t afmt;
    std::vector<int> bytes;
    double sample;
};

const GoldenRow golden[] = {
    {AFMT_U8, {0x80}, 0},
    {AFMT_U8, {0x00}, -1},
    {AFMT_U8, {0xc0}, 0.5},
    {AFMT_S8, {0xc0}, -0.5},
    {AFMT_S8, {0x7f}, 127 / 128.0},
    {AFMT_S16_LE, {0x00, 0x40}, 0.5},
    {AFMT_S16_LE, {0x34, 0x12}, 0x1234 / 32768.0},
    {AFMT_S16_BE, {0x40, 0x00}, 0.5},
    {AFMT_S16_BE, {0xed, 0xcc}, -0x1234 / 32768.0},
    {AFMT_S16_LE, {0xff, 0xff}, -1 / 32768.0},
    {AFMT_U16_LE, {0x00, 0x80}, 0},
    {AFMT_U16_LE, {0x34, 0x92}, 0x1234 / 32768.0},
    {AFMT_U16_BE, {0x80, 0x01}, 1 / 32768.0},
    {AFMT_U16_BE, {0x92, 0x34}, 0x1234 / 32768.0},
    {AFMT_S24_LE, {0x00, 0x00, 0x40, 0x00}, 0.5},
    {AFMT_S24_LE, {0xff, 0xff, 0xff, 0xff}, -1 / 8388608.0},
    {AFMT_S24_LE, {0x56, 0x34, 0x12, 0x00}, 0x123456 / 8388608.0},
    {AFMT_S24_BE, {0xff, 0xc0, 0x00, 0x00}, -0.5},
    {AFMT_S24_BE, {0x00, 0x12, 0x34, 0x56}, 0x123456 / 8388608.0},
    {AFMT_S24_PACKED, {0x01, 0x00, 0x00}, 1 / 8388608.0},
    {AFMT_S24_PACKED, {0x00, 0x00, 0x80}, -1},
    {AFMT_S24_PACKED, {0x56, 0x34, 0x12}, 0x123456 / 8388608.0},
    {AFMT_U24_LE, {0x00, 0x00, 0xc0, 0x00}, 0.5},
    {AFMT_U24_LE, {0xff, 0xff, 0x7f, 0x00}, -1 / 8388608.0},
    {AFMT_U24_BE, {0x00, 0x40, 0x00, 0x00}, -0.5},
    {AFMT_U24_BE, {0x00, 0xff, 0xff, 0xff}, 8388607 / 8388608.0},
    {AFMT_U32_LE, {0x01, 0x00, 0x00, 0x80}, 1 / 2147483648.0},
    {AFMT_U32_LE, {0x78, 0x56, 0x34, 0x92}, 0x12345678 / 2147483648.0},
    {AFMT_U32_BE, {0x00, 0x00, 0x00, 0x00}, -1},
    {AFMT_S32_LE, {0x78, 0x56, 0x34, 0x12}, 0x12345678 / 2147483648.0},
    {AFMT_S32_BE, {0x12, 0x34, 0x56, 0x78}, 0x12345678 / 2147483648.0},
    {AFMT_S32_LE, {0x01, 0x00, 0x00, 0x00}, 1 / 2147483648.0},
    {AFMT_S32_BE, {0x80, 0x00, 0x00, 0x00}, -1},
    {AFMT_FLOAT, {0x00, 0x00, 0x80, 0x3e}, 0.25},
    {AFMT_FLOAT, {0x00, 0x00, 0xc0, 0xbf}, -1.5},
    {AFMT_MU_LAW, {0xff}, 0},
    {AFMT_MU_LAW, {0x80}, 32124 / 32768.0},
    {AFMT_MU_LAW, {0x00}, -32124 / 32768.0},
    {AFMT_A_LAW, {0xd5}, 8 / 32768.0},
    {AFMT_A_LAW, {0x2a}, -32256 / 32768.0},
};

TEST(Convert, oneSampleOfEachFormatByHand)
{
    for (const auto& [afmt, bytes, sample] : golden) {
        EXPECT_EQ(decodedOne(afmt, bytes), sample) << layoutOf(afmt).name;
        EXPECT_EQ(encodedOne(afmt, sample), bytes) << layoutOf(afmt).name;
    }
}

TEST(Convert, topByteOf24BitsIsIgnoredOnReading)
{
    EXPECT_EQ(decodedOne(AFMT_S24_LE, {0x00, 0x00, 0x40, 0x77}), 0.5);
    EXPECT_EQ(decodedOne(AFMT_S24_BE, {0x77, 0xc0, 0x00, 0x00}), -0.5);
    EXPECT_EQ(decodedOne(AFMT_U24_LE, {0x00, 0x00, 0xc0, 0x77}), 0.5);
}

TEST(Convert, roundTripIsExact)
{
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        const Format format(layout->afmt, Channels{1}, Rate{8000});
        if (!isConvertible(format))
            continue;
        const ByteVector pcm = noise(format, Frames(100'000));
        std::vector<double> samples(100'000);
        ByteVector again(pcm.size());
        decode(*layout, pcm, samples);
        encode(*layout, samples, again);
        EXPECT_EQ(again, pcm) << layout->name;
    }
}

/// transcode() takes short ways where it can; they lead to the same place.
TEST(Convert, everyWayIsThatByDouble)
{
    for (std::uint32_t i = 0; const oss_format_info* from = oss_format_at(i); ++i) {
        for (std::uint32_t j = 0; const oss_format_info* to = oss_format_at(j); ++j) {
            const Format format(from->afmt, Channels{1}, Rate{8000});
            if (!isConvertible(format) || to->encoding == OSS_ENCODING_OPAQUE)
                continue;
            const ByteVector pcm = noise(format, Frames(5000));
            std::vector<double> samples(5000);
            ByteVector expected(5000u * (to->container_bits / 8));
            decode(*from, pcm, samples);
            encode(*to, samples, expected);
            ByteVector made;
            transcode(*from, pcm, *to, made);
            EXPECT_EQ(made, expected) << from->name << " to " << to->name;
        }
    }
}

TEST(Convert, goldenBytesCoverEveryFormat)
{
    std::set<std::uint32_t> covered;
    for (const GoldenRow& row : golden)
        covered.insert(row.afmt);
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i)
        EXPECT_EQ(covered.contains(layout->afmt), layout->encoding != OSS_ENCODING_OPAQUE)
            << layout->name;
}

TEST(Convert, allSamplesOf16BitsSurviveEveryWiderFormat)
{
    ByteVector all;
    for (int i = 0; i < 65536; ++i) {
        all.push_back(static_cast<std::byte>(i));
        all.push_back(static_cast<std::byte>(i >> 8));
    }
    for (const std::uint32_t afmt :
         {AFMT_S16_BE, AFMT_U16_LE, AFMT_U16_BE, AFMT_S24_LE, AFMT_S24_BE, AFMT_S24_PACKED,
          AFMT_U24_LE, AFMT_U24_BE, AFMT_S32_LE, AFMT_S32_BE, AFMT_U32_LE, AFMT_U32_BE,
          AFMT_FLOAT}) {
        ByteVector wide;
        ByteVector again;
        transcode(layoutOf(AFMT_S16_LE), all, layoutOf(afmt), wide);
        transcode(layoutOf(afmt), wide, layoutOf(AFMT_S16_LE), again);
        EXPECT_EQ(again, all) << layoutOf(afmt).name;
        EXPECT_EQ(wide.size(), all.size() / 2 * (layoutOf(afmt).container_bits / 8));
    }
}

TEST(Convert, beyondFullScaleIsLimited)
{
    EXPECT_EQ(encodedOne(AFMT_S16_LE, 1.0), (std::vector{0xff, 0x7f}));
    EXPECT_EQ(encodedOne(AFMT_S16_LE, -7.0), (std::vector{0x00, 0x80}));
    EXPECT_EQ(encodedOne(AFMT_S32_LE, 1.0), (std::vector{0xff, 0xff, 0xff, 0x7f}));
    EXPECT_EQ(encodedOne(AFMT_U8, 2.0), (std::vector{0xff}));
    EXPECT_EQ(encodedOne(AFMT_MU_LAW, 2.0), (std::vector{0x80}));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(encodedOne(AFMT_S16_LE, nan), (std::vector{0x00, 0x00}));
    EXPECT_EQ(encodedOne(AFMT_U8, nan), (std::vector{0x80}));
    EXPECT_EQ(encodedOne(AFMT_MU_LAW, nan), (std::vector{0xff}));
    const double inf = std::numeric_limits<double>::infinity();
    EXPECT_EQ(encodedOne(AFMT_S16_LE, -inf), (std::vector{0x00, 0x80}));
}

TEST(Convert, roundsToNearest)
{
    EXPECT_EQ(encodedOne(AFMT_S16_LE, 0.6 / 32768), (std::vector{0x01, 0x00}));
    EXPECT_EQ(encodedOne(AFMT_S16_LE, -0.6 / 32768), (std::vector{0xff, 0xff}));
    EXPECT_EQ(encodedOne(AFMT_S16_LE, 0.4 / 32768), (std::vector{0x00, 0x00}));
}

TEST(Convert, lawsAreThoseOfOthers)
{
    const TempDir dir;
    ByteVector codes;
    for (int code = 0; code < 256; ++code)
        codes.push_back(static_cast<std::byte>(code));
    writeFile(dir / "codes", codes);
    for (const auto& [afmt, name] : {std::pair{AFMT_MU_LAW, "mulaw"}, {AFMT_A_LAW, "alaw"}}) {
        std::vector<double> samples(256);
        decode(layoutOf(afmt), codes, samples);
        EXPECT_EQ(samples, ffmpegSamples(dir / "codes", std::string("-ar 8000 -f ") + name));
    }
}

TEST(Convert, lawsTakeTheNearestCode)
{
    for (const std::uint32_t afmt : {AFMT_MU_LAW, AFMT_A_LAW}) {
        ByteVector codes;
        for (int code = 0; code < 256; ++code)
            codes.push_back(static_cast<std::byte>(code));
        std::vector<double> table(256);
        decode(layoutOf(afmt), codes, table);
        for (int i = -32768; i < 32768; i += 7) {
            const double sample = i / 32768.0;
            const double coded = decodedOne(afmt, encodedOne(afmt, sample));
            double best = 9;
            for (const double value : table)
                best = std::min(best, std::abs(value - sample));
            ASSERT_EQ(std::abs(coded - sample), best) << i;
        }
    }
}

}  // namespace
}  // namespace dsproxy::test
