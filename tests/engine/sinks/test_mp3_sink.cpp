// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/id3.h"
#include "engine/sinks/mp3_sink.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

#include <cstdio>
#include <cstring>
#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

std::unique_ptr<Sink> openMp3(const std::string& path, const Format& format, const Tags& tags = {},
                              const Mp3Options& options = {})
{
    auto sink = Mp3Sink::open(path, format, tags, options);
    EXPECT_TRUE(sink) << static_cast<int>(sink.error().code) << " " << strerror(sink.error().sys);
    return sink ? std::move(*sink) : nullptr;
}

void record(const std::string& path, const Format& format, const ByteVector& pcm,
            const Tags& tags = {}, const Mp3Options& options = {})
{
    const auto sink = openMp3(path, format, tags, options);
    ASSERT_TRUE(sink->write(view(format, pcm)));
    ASSERT_TRUE(sink->checkpoint());
    ASSERT_TRUE(sink->finish());
}

TEST(Mp3Sink, takesEveryFormatButCompressedOnes)
{
    const TempDir dir;
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        SCOPED_TRACE(layout->name);
        const Format format(layout->afmt, Channels{2}, Rate{44100});
        if (!isConvertible(format)) {
            const auto sink = Mp3Sink::open(dir / "no.mp3", format, {}, {});
            ASSERT_FALSE(sink);
            EXPECT_EQ(sink.error().code, ErrorCode::Unsupported);
            EXPECT_FALSE(std::filesystem::exists(dir / "no.mp3"));
            continue;
        }
        const ByteVector pcm = sine(format, Frames(22050), 440);
        record(dir / "a.mp3", format, pcm);
        const auto heard = ffmpegSamples(dir / "a.mp3");
        EXPECT_EQ(heard.size(), 44100u) << "gapless: the LAME frame says what is padding";
        EXPECT_GT(signalToError(decoded(format, pcm), heard), 25);
    }
}

/// What mpg123 plays of FILE, without gaps as is its custom.
std::vector<double> mpg123Samples(const TempDir& dir, const std::string& file)
{
    shell("mpg123 -q -w " + dir / "mpg123.wav" + " " + file);
    return ffmpegSamples(dir / "mpg123.wav");
}

TEST(Mp3Sink, decodersGiveExactlyTheFramesThatWerePlayed)
{
    const TempDir dir;
    struct {
        std::uint32_t rate, made;
    } const rows[] = {{44100, 44100}, {22050, 22050}, {8000, 8000}, {37800, 44100}};
    for (const auto& [rate, made] : rows) {
        for (const std::int64_t frames : {1, 575, 577, 1152, 50'000}) {
            SCOPED_TRACE(std::to_string(frames) + " of " + std::to_string(rate));
            const Format format(AFMT_S16_LE, Channels{2}, Rate{rate});
            const ByteVector pcm = sine(format, Frames(frames), 440);
            record(dir / "a.mp3", format, pcm);
            const std::int64_t expected = (frames * made + rate / 2) / rate;
            const auto heard = mpg123Samples(dir, dir / "a.mp3");
            EXPECT_EQ(std::ssize(heard), 2 * expected);
            if (frames > 1) {  // ffmpeg drops no more padding than one MP3 frame
                EXPECT_EQ(std::ssize(ffmpegSamples(dir / "a.mp3")), 2 * expected);
            }
            if (frames == 50'000 && rate == made) {
                EXPECT_GT(signalToError(decoded(format, pcm), heard), 25);
            }
        }
    }
}

TEST(Mp3Sink, filesThatFollowOneAnotherJoinWithoutAGap)
{
    const TempDir dir;
    const ByteVector pcm = sine(cd, Frames(60'000), 440);
    constexpr std::size_t seam = 4 * 23'456;
    const auto part = [&](std::size_t from, std::size_t to) {
        return ByteVector(pcm.begin() + static_cast<std::ptrdiff_t>(from),
                          pcm.begin() + static_cast<std::ptrdiff_t>(to));
    };
    record(dir / "a.mp3", cd, part(0, seam));
    record(dir / "a-2.mp3", cd, part(seam, pcm.size()));
    auto heard = mpg123Samples(dir, dir / "a.mp3");
    const auto rest = mpg123Samples(dir, dir / "a-2.mp3");
    heard.insert(heard.end(), rest.begin(), rest.end());
    const auto played = decoded(cd, pcm);
    ASSERT_EQ(heard.size(), played.size());
    EXPECT_GT(signalToError(played, heard), 25);
    const auto aroundSeam = [](const std::vector<double>& samples) {
        return std::span(samples).subspan(seam / 2 - 2000, 4000);
    };
    EXPECT_GT(signalToError(aroundSeam(played), aroundSeam(heard)), 20);
}

TEST(Mp3Sink, constantBitrate)
{
    const TempDir dir;
    record(dir / "a.mp3", cd, sine(cd, Frames(88200), 440), {}, {.bitrate = 192});
    EXPECT_EQ(probe(dir / "a.mp3", "stream=bit_rate"), "192000");
    EXPECT_NEAR(std::stod(probe(dir / "a.mp3", "format=duration")), 2.0, 0.08);
    EXPECT_EQ(shell("python3 -c \"import mutagen.mp3 as m; i = m.MP3('" + dir / "a.mp3" +
                    "').info; print(i.bitrate_mode, round(i.bitrate / 1e3), round(i.length, 3))\""),
              "BitrateMode.CBR 192 2.0\n");
}

TEST(Mp3Sink, variableBitrateFollowsItsOption)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(88200));
    record(dir / "best.mp3", cd, pcm, {}, {.bitrate = {}, .vbr = 0});
    record(dir / "small.mp3", cd, pcm, {}, {.bitrate = {}, .vbr = 9});
    EXPECT_GT(std::filesystem::file_size(dir / "best.mp3"),
              2 * std::filesystem::file_size(dir / "small.mp3"));
    EXPECT_EQ(shell("python3 -c \"import mutagen.mp3 as m; i = m.MP3('" + dir / "best.mp3" +
                    "').info; print(i.bitrate_mode, round(i.length, 3))\""),
              "BitrateMode.VBR 2.0\n");
}

TEST(Mp3Sink, ratesAndChannelsThatMp3DoesNotHave)
{
    const TempDir dir;
    struct {
        std::uint32_t rate, channels;
        const char* made;
        std::ptrdiff_t heard;
    } const rows[] = {
        {44100, 1, "44100,1", 132'300}, {96000, 2, "48000,2", 288'000},
        {88200, 2, "44100,2", 264'600}, {5512, 1, "8000,1", 24'000},
        {48000, 6, "48000,2", 288'000}, {768000, 1, "48000,1", 144'000},
        {37800, 2, "44100,2", 264'600}, {1000, 2, "8000,2", 48'000},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.rate);
        const Format format(AFMT_S16_LE, Channels{row.channels}, Rate{row.rate});
        record(dir / "a.mp3", format, sine(format, Frames(row.rate * 3), 300));
        EXPECT_EQ(probe(dir / "a.mp3", "stream=sample_rate,channels"), row.made);
        const double seconds = std::stod(probe(dir / "a.mp3", "format=duration"));
        EXPECT_NEAR(seconds, 3.0, 0.2) << "whole MP3 frames and LAME's delay";
        EXPECT_EQ(std::ssize(mpg123Samples(dir, dir / "a.mp3")), row.heard);
        const std::string pitch =
            shell("sox " + dir / "a.mp3" + " -n remix 1 stat 2>&1 | awk '/Rough/ {print $3}'");
        EXPECT_NEAR(std::stod(pitch), 300, 15);
    }
}

TEST(Mp3Sink, tagsOfEveryScript)
{
    const TempDir dir;
    const Tags tags{{"title", "Größe"},       {"artist", "日本語"}, {"album", "Ж𝄞🎵"},
                    {"year", "2005"},         {"track", "7/12"},    {"genre", "Öd"},
                    {"comment", "für später"}};
    record(dir / "a.mp3", cd, sine(cd, Frames(44100), 440), tags);
    EXPECT_EQ(shell("python3 -c \"import mutagen.id3 as m; t = m.ID3('" + dir / "a.mp3" +
                    "');"
                    "print(*(k + ' ' + str(t[k]) for k in sorted(t)), sep='\\n')\" "
                    "| sed 's/COMM.*XXX/COMM/; s/TDRC/TYER/'"),
              "COMM für später\nTALB Ж𝄞🎵\nTCON Öd\nTYER 2005\nTIT2 Größe\nTPE1 日本語\n"
              "TRCK 7/12\n");
    EXPECT_EQ(probe(dir / "a.mp3", "format_tags=title"), "Größe");
    EXPECT_EQ(probe(dir / "a.mp3", "format_tags=artist"), "日本語");
    EXPECT_EQ(probe(dir / "a.mp3", "format_tags=album"), "Ж𝄞🎵");
    EXPECT_EQ(probe(dir / "a.mp3", "format_tags=comment"), "für später");
    EXPECT_EQ(ffmpegSamples(dir / "a.mp3").size(), 88200u);
}

TEST(Mp3Sink, noTagsNoTag)
{
    const TempDir dir;
    record(dir / "a.mp3", cd, sine(cd, Frames(4410), 440));
    EXPECT_EQ(std::to_integer<int>(readFile(dir / "a.mp3")[0]), 0xff);
}

TEST(Mp3Sink, brokenUtf8IsReplaced)
{
    EXPECT_EQ(utf16("a\xff z"), u"\ufeffa\ufffd z");
    EXPECT_EQ(utf16("\xc3"), u"\ufeff\ufffd");
    EXPECT_EQ(utf16("\xed\xa0\x80"), u"\ufeff\ufffd") << "a lone surrogate";
    EXPECT_EQ(utf16("\xc0\x80"), u"\ufeff\ufffd") << "longer than needed";
    EXPECT_EQ(utf16("\xe4\xb8 x"), u"\ufeff\ufffd x") << "torn";
    EXPECT_EQ(utf16("𝄞"), u"\ufeff𝄞");
}

TEST(Mp3Sink, survivesBeingKilled)
{
    const TempDir dir;
    const ByteVector pcm = sine(cd, Frames(44100), 440);
    const std::string said = killed(300, [&](int fd) {
        const auto sink = openMp3(dir / "a.mp3", cd, {{"title", "Größe"}});
        for (;;) {
            (void)sink->write(view(cd, pcm));
            (void)sink->checkpoint();
            (void)::write(fd, "c", 1);
        }
    });
    const auto seconds = static_cast<double>(said.size());
    EXPECT_GT(static_cast<double>(ffmpegSamples(dir / "a.mp3").size()) / 88200, seconds - 0.3);
    EXPECT_GT(static_cast<double>(mpg123Samples(dir, dir / "a.mp3").size()) / 88200, seconds - 0.3);
    EXPECT_GT(std::stod(probe(dir / "a.mp3", "format=duration")), seconds - 0.3);
    EXPECT_EQ(probe(dir / "a.mp3", "format_tags=title"), "Größe");
}

TEST(Mp3Sink, pipeGetsAWholeStream)
{
    const TempDir dir;
    ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
    const std::string reader = "cat " + dir / "fifo" + " > " + dir / "a.mp3";
    FILE* cat = popen(reader.c_str(), "we");
    record(dir / "fifo", cd, sine(cd, Frames(44100), 440));
    EXPECT_EQ(pclose(cat), 0);
    EXPECT_NEAR(static_cast<double>(ffmpegSamples(dir / "a.mp3").size()), 88200, 8000);
}

TEST(Mp3Sink, fullDiskKeepsWhatFits)
{
    const TempDir dir;
    const std::string path = dir / "disk/a.mp3";
    inChildWithDisk(dir / "disk", 200'000, [&] {
        const ByteVector pcm = noise(cd, Frames(4410));
        const auto sink = openMp3(path, cd, {{"title", "full"}}, {.bitrate = 320});
        int whole = 0;
        Result<void> written;
        while ((written = sink->write(view(cd, pcm)))) {
            if (++whole % 10 == 0) {
                ASSERT_TRUE(sink->checkpoint());
            }
        }
        EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(written.error().sys, ENOSPC);
        EXPECT_EQ(written.error().subject, path);
        EXPECT_TRUE(sink->finish());
        ASSERT_GT(whole, 20);
        EXPECT_GT(ffmpegSamples(path).size(), static_cast<std::size_t>(whole - 1) * 8820);
        EXPECT_NEAR(std::stod(probe(path, "format=duration")), whole * 0.1, 0.15);
        EXPECT_EQ(probe(path, "format_tags=title"), "full");
    });
}

TEST(Mp3Options, parse)
{
    EXPECT_EQ(Mp3Options::parse({{"bitrate", "192"}})->bitrate, 192);
    EXPECT_EQ(Mp3Options::parse({{"vbr", "0"}, {"quality", "9"}})->quality, 9);
    EXPECT_FALSE(Mp3Options::parse({})->bitrate);
    const std::pair<SinkOptions, const char*> wrong[] = {
        {{{"bitrate", "7"}}, "bitrate=7"},
        {{{"bitrate", "128k"}}, "bitrate=128k"},
        {{{"vbr", "10"}}, "vbr=10"},
        {{{"quality", "-1"}}, "quality=-1"},
        {{{"bitrat", "128"}}, "bitrat=128"},
        {{{"bitrate", ""}}, "bitrate="},
        {{{"bitrate", "128"}, {"vbr", "2"}}, "vbr=2"},
    };
    for (const auto& [options, piece] : wrong) {
        const auto parsed = Mp3Options::parse(options);
        ASSERT_FALSE(parsed) << piece;
        EXPECT_EQ(parsed.error().code, ErrorCode::BadSpec);
        EXPECT_EQ(parsed.error().subject, piece);
    }
}

}  // namespace
}  // namespace dsproxy::test
