// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/interpolator.h"

#include "tests/engine/sinks/tools.h"

#include <cmath>
#include <numbers>

namespace dsproxy::test {
namespace {

/// A sine of CYCLES per frame, from frame 0 on.
std::vector<double> cycles(double cycles, std::size_t frames)
{
    std::vector<double> samples(frames);
    for (std::size_t i = 0; i < frames; ++i)
        samples[i] = 0.5 * std::sin(2 * std::numbers::pi * cycles * static_cast<double>(i));
    return samples;
}

std::span<const double> middle(const std::vector<double>& samples)
{
    return std::span(samples).subspan(1000, samples.size() - 2000);
}

TEST(Interpolator, changesNothingWhereRatesAgree)
{
    const Format format(AFMT_S32_LE, Channels{3}, Rate{44100});
    const auto in = decoded(format, noise(format, Frames(3000)));
    Interpolator interpolator(Rate{44100}, Rate{44100}, Channels{3});
    std::vector<double> out;
    for (std::span rest(in); !rest.empty(); rest = rest.subspan(3 * 100))
        interpolator.push(rest.first(3 * 100), out);
    EXPECT_EQ(out.size(), in.size() - 3 * 32) << "half of the filter is late";
    interpolator.flush(out);
    EXPECT_EQ(out, in);
}

TEST(Interpolator, aSineOfAnyRateIsPureAndInPlace)
{
    struct {
        std::uint32_t from, to;
        double hz, least;
    } const rows[] = {{44100, 48000, 997, 105}, {44100, 48000, 18'000, 100},
                      {48000, 44100, 997, 100}, {48000, 44100, 15'000, 95},
                      {8000, 48000, 997, 105},  {96000, 48000, 15'000, 95},
                      {192000, 8000, 997, 95},  {11025, 96000, 4'000, 100}};
    for (const auto& [from, to, hz, least] : rows) {
        Interpolator interpolator(Rate{from}, Rate{to}, Channels{1});
        std::vector<double> out;
        interpolator.push(cycles(hz / from, from), out);
        interpolator.flush(out);
        EXPECT_EQ(out.size(), to) << from;
        const auto expected = cycles(hz / to, to);
        EXPECT_GT(signalToError(middle(expected), middle(out)), least) << from << " to " << to;
    }
}

TEST(Interpolator, aTrimmedSineIsPure)
{
    for (const double hz : {50.0, 997.0, 10'000.0, 19'000.0}) {
        Interpolator interpolator(Rate{48000}, Rate{48000}, Channels{1});
        interpolator.trim(300'000);
        std::vector<double> out;
        interpolator.push(cycles(hz / 48000, 48000), out);
        const auto expected = cycles(hz / 48000 * 1.0003, out.size());
        EXPECT_GT(signalToError(middle(expected), middle(out)), 100) << hz;
    }
}

TEST(Interpolator, whatLiesAboveTheLowerRateIsGone)
{
    Interpolator interpolator(Rate{48000}, Rate{16000}, Channels{1});
    std::vector<double> out;
    interpolator.push(cycles(10'000 / 48000.0, 48000), out);
    for (const double sample : middle(out))
        ASSERT_LT(std::abs(sample), 1e-4);
}

TEST(Interpolator, piecesAndChannelsDoNotMatter)
{
    const Format format(AFMT_S16_LE, Channels{2}, Rate{32000});
    const auto in = decoded(format, noise(format, Frames(5000)));
    Interpolator whole(Rate{32000}, Rate{48000}, Channels{2});
    Interpolator parts(Rate{32000}, Rate{48000}, Channels{2});
    Interpolator left(Rate{32000}, Rate{48000}, Channels{1});
    std::vector<double> expected;
    whole.push(in, expected);
    std::vector<double> got;
    std::vector<double> one;
    for (std::size_t at = 0; at < in.size(); at += 2) {
        parts.push(std::span(in).subspan(at, 2), got);
        left.push(std::span(in).subspan(at, 1), one);
    }
    EXPECT_EQ(got, expected);
    for (std::size_t i = 0; i < one.size(); ++i)
        ASSERT_EQ(one[i], expected[2 * i]);
}

}  // namespace
}  // namespace dsproxy::test
