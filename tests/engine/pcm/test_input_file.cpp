// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/input_file.h"
#include "tests/engine/sinks/tools.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

InputFile openInput(const std::string& path)
{
    auto file = InputFile::open(path);
    EXPECT_TRUE(file) << path;
    return std::move(*file);
}

/// Reads to the end in pieces of an odd size.
ByteVector readAll(InputFile& file, const Format& format, std::size_t piece = 1001)
{
    ByteVector all;
    ByteVector block(piece);
    for (;;) {
        const auto n = static_cast<std::size_t>(file.read(format, block).value);
        EXPECT_EQ(n % static_cast<std::size_t>(format.frameBytes().value), 0u);
        all.insert(all.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(n));
        if (n + static_cast<std::size_t>(format.frameBytes().value) <= piece)
            return all;
    }
}

std::vector<double> channelOf(const Format& format, const ByteVector& pcm, std::size_t channel)
{
    std::vector<double> samples(pcm.size() / (format.layout().container_bits / 8));
    decode(format.layout(), pcm, samples);
    std::vector<double> one;
    for (std::size_t i = channel; i < samples.size(); i += format.channels().count)
        one.push_back(samples[i]);
    return one;
}

/// How loud one frequency is, in the middle of a signal.
double amplitude(std::span<const double> signal, double hz, double rate)
{
    signal = signal.subspan(signal.size() / 4, signal.size() / 2);
    double re = 0;
    double im = 0;
    for (std::size_t i = 0; i < signal.size(); ++i) {
        const double angle = 2 * std::numbers::pi * hz * static_cast<double>(i) / rate;
        re += signal[i] * std::cos(angle);
        im += signal[i] * std::sin(angle);
    }
    return 2 * std::hypot(re, im) / static_cast<double>(signal.size());
}

double peak(std::span<const double> signal)
{
    return std::abs(*std::ranges::max_element(signal, {}, [](double x) { return std::abs(x); }));
}

TEST(InputFile, sameFormatIsExact)
{
    const TempDir dir;
    const struct {
        const char* codec;
        std::uint32_t afmt;
        const char* raw;
        const char* type = "wav";
    } rows[] = {
        {"pcm_s16le", AFMT_S16_LE, "s16le"},       {"pcm_u8", AFMT_U8, "u8"},
        {"pcm_s24le", AFMT_S24_PACKED, "s24le"},   {"pcm_s32le", AFMT_S32_LE, "s32le"},
        {"pcm_f32le", AFMT_FLOAT, "f32le"},        {"flac", AFMT_S16_LE, "s16le", "flac"},
        {"pcm_s16be", AFMT_S16_BE, "s16be", "au"}, {"pcm_alaw", AFMT_A_LAW, "alaw"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.codec);
        const Format format(row.afmt, Channels{2}, Rate{44100});
        const ByteVector pcm = noise(format, Frames(20'001));
        writeFile(dir / "a.raw", pcm);
        shell("ffmpeg -v error -y -f " + std::string(row.raw) + " -ar 44100 -ac 2 -i " +
              dir / "a.raw -c:a " + row.codec + " -f " + row.type + " " + dir / "a.snd");
        InputFile file = openInput(dir / "a.snd");
        EXPECT_EQ(readAll(file, format), pcm);
    }
}

TEST(InputFile, endsAndStartsAgain)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(3000));
    writeFile(dir / "a.raw", pcm);
    shell("sox -t raw -r 44100 -e signed -b 16 -c 2 " + dir / "a.raw " + dir / "a.wav");
    InputFile file = openInput(dir / "a.wav");
    EXPECT_EQ(file.rate(), Rate{44100});
    EXPECT_EQ(file.channels(), Channels{2});
    ByteVector block(20'000);
    EXPECT_EQ(file.read(cd, block), Bytes(12'000));
    EXPECT_EQ(file.read(cd, block), Bytes(0));
    EXPECT_EQ(file.read(cd, block), Bytes(0));
    file.rewind();
    EXPECT_EQ(file.read(cd, std::span(block).first(4003)), Bytes(4000)) << "whole frames";
    EXPECT_TRUE(startsWith(pcm, std::span(block).first(4000)));
    file.rewind();
    EXPECT_EQ(readAll(file, cd), pcm);
    const Format mono(AFMT_U8, Channels{1}, Rate{44100});
    file.rewind();
    EXPECT_EQ(file.read(mono, block), Bytes(3000)) << "a new stream with another format";
}

TEST(InputFile, resamplesWithoutChangingPitchOrLevel)
{
    const TempDir dir;
    shell("sox -n -r 44100 -b 24 -c 1 " + dir / "a.wav synth 3 sine 1000 vol 0.5");
    InputFile file = openInput(dir / "a.wav");
    for (const std::uint32_t rate : {48000u, 8000u, 96000u, 44101u, 192000u, 5512u}) {
        SCOPED_TRACE(rate);
        const Format format(AFMT_S32_LE, Channels{2}, Rate{rate});
        file.rewind();
        const ByteVector pcm = readAll(file, format);
        ASSERT_NEAR(static_cast<double>(format.frames(Bytes(std::ssize(pcm))).value), rate * 3, 1);
        for (const std::size_t channel : {0u, 1u}) {
            const auto signal = channelOf(format, pcm, channel);
            EXPECT_NEAR(amplitude(signal, 1000, rate), 0.5, 0.0005);
            EXPECT_LT(amplitude(signal, 1050, rate), 0.01);
            EXPECT_LT(peak(std::span(signal).subspan(signal.size() / 4, signal.size() / 2)), 0.501);
        }
    }
}

TEST(InputFile, nothingFoldsBackWhenTheRateGoesDown)
{
    const TempDir dir;
    shell("sox -n -r 48000 -b 24 -c 1 " + dir / "a.wav synth 2 sine 6000 vol 0.5");
    InputFile file = openInput(dir / "a.wav");
    const Format format(AFMT_S32_LE, Channels{1}, Rate{8000});
    const auto signal = channelOf(format, readAll(file, format), 0);
    ASSERT_GT(signal.size(), 15'000u);
    EXPECT_LT(peak(std::span(signal).subspan(4000, 8000)), 1e-4);
}

TEST(InputFile, channelsAreMixed)
{
    const TempDir dir;
    shell("sox -M '|sox -n -p synth 1 sine 500 vol 0.4' '|sox -n -p synth 1 sine 2000 vol 0.8' "
          "-r 48000 " +
          dir / "a.wav");
    InputFile file = openInput(dir / "a.wav");
    const Format mono(AFMT_S16_LE, Channels{1}, file.rate());
    const auto signal = channelOf(mono, readAll(file, mono), 0);
    EXPECT_NEAR(amplitude(signal, 500, file.rate().hz), 0.2, 0.001);
    EXPECT_NEAR(amplitude(signal, 2000, file.rate().hz), 0.4, 0.001);
}

TEST(InputFile, compressedFilesAreSounds)
{
    const TempDir dir;
    for (const std::string type : {"mp3", "ogg -c:a libvorbis", "flac", "aiff"}) {
        SCOPED_TRACE(type);
        const std::string name = dir / "a." + type.substr(0, type.find(' '));
        shell(
            "ffmpeg -v error -y -f lavfi -i sine=frequency=1000:duration=2:sample_rate=44100 -f " +
            type + " " + name);
        InputFile file = openInput(name);
        const auto signal = channelOf(cd, readAll(file, cd), 1);
        EXPECT_NEAR(static_cast<double>(signal.size()), 88200, 2400);
        // Encoders may change the level (LAME does); what matters is that all decoders agree.
        const double expected = amplitude(ffmpegSamples(name), 1000, 44100);
        EXPECT_GT(expected, 0.1);
        EXPECT_NEAR(amplitude(signal, 1000, 44100), expected, 0.001);
    }
}

TEST(InputFile, emptyFileEndsAtOnce)
{
    const TempDir dir;
    shell("sox -n -r 44100 -b 16 -c 2 " + dir / "a.wav trim 0 0");
    InputFile file = openInput(dir / "a.wav");
    for (const std::uint32_t rate : {44100u, 48000u, 8000u}) {
        ByteVector block(1000);
        const Format format(AFMT_S16_LE, Channels{2}, Rate{rate});
        EXPECT_EQ(file.read(format, block), Bytes(0)) << rate;
        EXPECT_EQ(file.read(format, block), Bytes(0)) << rate;
    }
}

TEST(InputFile, compressedFormatsGetNothing)
{
    const TempDir dir;
    shell("sox -n -r 44100 -b 16 -c 2 " + dir / "a.wav synth 0.1 sine 1000");
    InputFile file = openInput(dir / "a.wav");
    ByteVector block(1000);
    EXPECT_EQ(file.read(Format(AFMT_AC3, Channels{2}, Rate{48000}), block), Bytes(0));
    EXPECT_EQ(file.read(cd, block), Bytes(1000));
}

TEST(InputFile, errors)
{
    const TempDir dir;
    const auto missing = InputFile::open(dir / "none.wav");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    EXPECT_EQ(missing.error().subject, dir / "none.wav");
    writeFile(dir / "text.wav", ByteVector(100, std::byte{'x'}));
    const auto text = InputFile::open(dir / "text.wav");
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(InputFile::open("/tmp"));
}

}  // namespace
}  // namespace dsproxy::test
