// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/converter.h"
#include "tests/engine/sinks/tools.h"

namespace dsproxy::test {
namespace {

/// PCM of FROM in pieces of PIECE frames, as samples of TO.
std::vector<double> converted(const Format& from, const ByteVector& pcm, const Format& to,
                              Frames piece)
{
    auto converter = Converter::open(from.channels(), from.rate(), to);
    EXPECT_TRUE(converter);
    ByteVector out;
    for (PcmView rest{from, pcm}; !rest.bytes.empty();)
        EXPECT_TRUE(converter->push(rest.take(piece), out));
    EXPECT_TRUE(converter->flush(out));
    std::vector<double> samples(out.size() / (to.layout().container_bits / 8));
    decode(to.layout(), out, samples);
    return samples;
}

TEST(Converter, framesAreCountedToTheNearest)
{
    constexpr std::uint32_t rates[] = {1000,  8000,  11025, 22050, 37800,
                                       44100, 48000, 96001, 768000};
    for (const std::uint32_t from : rates) {
        for (const std::uint32_t to : rates) {
            for (const std::int64_t frames : {1, 2, 100, 4095, 20'011}) {
                const Format in(AFMT_S16_LE, Channels{1}, Rate{from});
                const Format out(AFMT_S16_LE, Channels{1}, Rate{to});
                const auto made = converted(in, noise(in, Frames(frames)), out, Frames(1000));
                EXPECT_EQ(std::ssize(made), (frames * to + from / 2) / from)
                    << frames << " of " << from << " to " << to;
            }
        }
    }
}

/// What a converter gives is in place, from the first frame to the last.
TEST(Converter, sineStaysInPlace)
{
    const Format in(AFMT_FLOAT, Channels{2}, Rate{44100});
    const Format out(AFMT_FLOAT, Channels{2}, Rate{48000});
    const auto made = converted(in, sine(in, Frames(44100), 997), out, Frames(4096));
    std::vector<double> expected(96000);
    decode(out.layout(), sine(out, Frames(48000), 997), expected);
    ASSERT_EQ(made.size(), expected.size());
    const auto middle = [](const std::vector<double>& samples) {
        return std::span(samples).subspan(9600, 76800);
    };
    EXPECT_GT(signalToError(middle(expected), middle(made)), 130) << "as far as floats go";
    EXPECT_GT(signalToError(expected, made), 30) << "the ends are cut, not faded";
}

TEST(Converter, piecesDoNotMatter)
{
    const Format in(AFMT_S16_BE, Channels{6}, Rate{32000});
    const Format out(AFMT_S24_PACKED, Channels{2}, Rate{44100});
    const ByteVector pcm = noise(in, Frames(10'000));
    const auto whole = converted(in, pcm, out, Frames(10'000));
    EXPECT_EQ(converted(in, pcm, out, Frames(1)), whole);
    EXPECT_EQ(converted(in, pcm, out, Frames(777)), whole);
}

TEST(Converter, aBlockIsSmallOnBothSides)
{
    struct {
        std::uint32_t from, to;
        std::int64_t frames;
    } const rows[] = {{44100, 44100, 4096}, {48000, 8000, 4096}, {8000, 48000, 682}, {1, 48000, 1}};
    for (const auto& [from, to, frames] : rows) {
        const Format out(AFMT_S16_LE, Channels{1}, Rate{to});
        EXPECT_EQ(Converter::open(Channels{1}, Rate{from}, out)->block(), Frames(frames)) << from;
    }
}

TEST(Converter, nothingIsLostWhereNothingDiffers)
{
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        const Format format(layout->afmt, Channels{2}, Rate{8000});
        if (!isConvertible(format))
            continue;
        auto converter = Converter::open(Channels{2}, Rate{8000}, format);
        const ByteVector pcm = noise(format, Frames(999));
        ByteVector out;
        ASSERT_TRUE(converter->push(view(format, pcm), out));
        ASSERT_TRUE(converter->flush(out));
        EXPECT_EQ(out, pcm) << layout->name;
    }
}

}  // namespace
}  // namespace dsproxy::test
