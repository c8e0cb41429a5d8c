// SPDX-License-Identifier: GPL-2.0-or-later
/// Ogg Vorbis and Opus, as other people's tools read them.
#include "engine/sinks/registry.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>

/// Asked by the leak checker. libvorbisenc loses 2848 bytes with each encoder of 6 channels.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:vorbis_encode_setup_init\n";
}

namespace dsproxy::test {
namespace {

const Format dat(AFMT_S16_LE, Channels{2}, Rate{48000});

class OggSinks : public testing::TestWithParam<const char*> {
protected:
    std::string path() const { return dir_ / "a.ogg"; }
    bool isOpus() const { return GetParam() == std::string("opus"); }

    Result<std::unique_ptr<Sink>> tryOpen(const std::string& path, const Format& format,
                                          const Tags& tags = {},
                                          const std::string& options = {}) const
    {
        return openSink(*parseSink(GetParam() + (":" + path) + options), format, tags);
    }

    void record(const std::string& path, const Format& format, const ByteVector& pcm,
                const Tags& tags = {}, const std::string& options = {}) const
    {
        const auto sink = tryOpen(path, format, tags, options);
        ASSERT_TRUE(sink) << static_cast<int>(sink.error().code) << strerror(sink.error().sys);
        ASSERT_TRUE((*sink)->write(view(format, pcm)));
        ASSERT_TRUE((*sink)->checkpoint());
        ASSERT_TRUE((*sink)->finish());
    }

    /// By the decoder of those who made the format. 16 bits, at the rate of the header.
    std::vector<double> ownDecoder(const std::string& file) const
    {
        const std::string wav = dir_ / "own.wav";
        shell((isOpus() ? "opusdec --quiet --no-dither " + file + " " + wav
                        : "oggdec -Q -o " + wav + " " + file) +
              " 2>&1");
        return ffmpegSamples(wav);
    }

    const TempDir dir_;
};

INSTANTIATE_TEST_SUITE_P(All, OggSinks, testing::Values("vorbis", "opus"),
                         [](const auto& kind) { return std::string(kind.param); });

TEST_P(OggSinks, takeEveryFormatButCompressedOnes)
{
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        SCOPED_TRACE(layout->name);
        const Format format(layout->afmt, Channels{2}, Rate{48000});
        if (!isConvertible(format)) {
            const auto sink = tryOpen(dir_ / "no.ogg", format);
            ASSERT_FALSE(sink);
            EXPECT_EQ(sink.error().code, ErrorCode::Unsupported);
            EXPECT_EQ(sink.error().subject, layout->name);
            EXPECT_FALSE(std::filesystem::exists(dir_ / "no.ogg"));
            continue;
        }
        const ByteVector pcm = sine(format, Frames(24000), 440);
        record(path(), format, pcm);
        const auto heard = ffmpegSamples(path());
        EXPECT_EQ(heard.size(), 48000u);
        EXPECT_GT(signalToError(decoded(format, pcm), heard), 25);
    }
}

TEST_P(OggSinks, lengthIsThatOfThePcm)
{
    for (const int frames : {1, 311, 960, 1024, 47'999, 50'000}) {
        SCOPED_TRACE(frames);
        const ByteVector pcm = sine(dat, Frames(frames), 440);
        record(path(), dat, pcm);
        const std::string info = isOpus() ? "opusinfo " : "ogginfo ";
        EXPECT_EQ(shell(info + path() + " 2>&1 | grep -i 'warning\\|error'; true"), "");
        const auto own = ownDecoder(path());
        EXPECT_EQ(own.size(), 2 * static_cast<std::size_t>(frames));
        if (frames > 40'000) {  // of less than a page of Vorbis ffmpeg also plays the padding
            EXPECT_EQ(ffmpegSamples(path()).size(), 2 * static_cast<std::size_t>(frames));
            EXPECT_GT(signalToError(decoded(dat, pcm), own), 25);
        }
    }
}

TEST_P(OggSinks, ratesThatTheCodecDoesNotHave)
{
    for (const std::uint32_t rate : {1000u, 5512u, 8000u, 22050u, 44100u, 96000u, 768000u}) {
        SCOPED_TRACE(rate);
        const Format format(AFMT_S16_LE, Channels{1}, Rate{rate});
        record(path(), format, sine(format, Frames(rate * 2), 300));
        const std::uint32_t made = isOpus() ? 48000 : rate == 768000 ? 192000 : rate;
        EXPECT_EQ(probe(path(), "stream=sample_rate"), std::to_string(made));
        const auto heard = ffmpegSamples(path());
        EXPECT_EQ(heard.size(), 2 * made);
        const Format like(AFMT_FLOAT, Channels{1}, Rate{made});
        EXPECT_GT(signalToError(decoded(like, sine(like, Frames(2 * made), 300)), heard),
                  rate < 8000 ? 8 : 20);
    }
}

TEST_P(OggSinks, everySpeakerIsWhereItWas)
{
    for (const std::uint32_t count : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u}) {
        SCOPED_TRACE(count);
        const Format format(AFMT_FLOAT, Channels{count}, Rate{48000});
        // Each channel is heard for a tenth of a second, in turn.
        std::vector<float> samples(static_cast<std::size_t>(count) * count * 4800);
        for (std::size_t frame = 0; frame < count * 4800u; ++frame)
            samples[frame * count + frame / 4800] =
                0.5f * std::sin(static_cast<float>(frame) * 0.01f);
        const auto bytes = std::as_bytes(std::span(samples));
        record(path(), format, ByteVector(bytes.begin(), bytes.end()), {},
               isOpus() ? ",bitrate=510" : ",quality=10");
        const auto heard = ffmpegSamples(path());
        ASSERT_EQ(heard.size(), samples.size());
        for (std::size_t turn = 0; turn < count; ++turn) {
            std::vector<double> loudness(count);
            for (std::size_t frame = turn * 4800 + 1200; frame < turn * 4800 + 3600; ++frame)
                for (std::size_t channel = 0; channel < count; ++channel)
                    loudness[channel] += std::abs(heard[frame * count + channel]);
            EXPECT_EQ(std::ranges::max_element(loudness) - loudness.begin(),
                      static_cast<std::ptrdiff_t>(turn));
        }
    }
}

TEST_P(OggSinks, moreChannelsThanThereAreSpeakers)
{
    const Format format(AFMT_S16_LE, Channels{32}, Rate{48000});
    record(path(), format, sine(format, Frames(4800), 440));
    EXPECT_EQ(probe(path(), "stream=channels"), "32");
}

TEST_P(OggSinks, tagsOfEveryScript)
{
    const Tags tags{{"title", "Größe"},       {"artist", "日本語"}, {"album", "Ж𝄞🎵"},
                    {"year", "2005"},         {"track", "7/12"},    {"genre", "Öd"},
                    {"comment", "für später"}};
    record(path(), dat, sine(dat, Frames(4800), 440), tags);
    const std::string reader =
        isOpus() ? "oggopus as m; t = m.OggOpus" : "oggvorbis as m; t = m.OggVorbis";
    EXPECT_EQ(shell("python3 -c \"import mutagen." + reader + "('" + path() +
                    "'); print(*sorted(k + ' ' + v for k, v in t.tags), sep='; ')\""),
              "ALBUM Ж𝄞🎵; ARTIST 日本語; COMMENT für später; DATE 2005; GENRE Öd; "
              "TITLE Größe; TRACKNUMBER 7/12\n");
    EXPECT_EQ(probe(path(), "stream_tags=title"), "Größe");
}

TEST_P(OggSinks, optionSaysHowGood)
{
    const ByteVector pcm = noise(dat, Frames(96000));
    const auto sizeWith = [&](const std::string& option) {
        record(path(), dat, pcm, {}, option);
        return static_cast<double>(std::filesystem::file_size(path()));
    };
    if (isOpus()) {
        EXPECT_NEAR(sizeWith(",bitrate=64") * 8 / 2, 64'000, 16'000);
        EXPECT_NEAR(sizeWith(",bitrate=256") * 8 / 2, 256'000, 64'000);
    } else {
        const double least = sizeWith(",quality=-1");
        const double usual = sizeWith("");
        EXPECT_LT(least, usual);
        EXPECT_EQ(std::round(usual / 1000), std::round(sizeWith(",quality=3") / 1000));
        EXPECT_LT(usual, sizeWith(",quality=10"));
    }
}

/// Also of quiet music, of which minutes fit into a page.
TEST_P(OggSinks, surviveBeingKilled)
{
    const ByteVector pcm = sine(dat, Frames(12000), 440);
    const ByteVector silence(pcm.size());
    const std::string said = killed(300, [&](int fd) {
        const auto sink = tryOpen(path(), dat, {{"title", "Größe"}});
        (void)(*sink)->write(view(dat, pcm));
        for (;;) {
            (void)(*sink)->write(view(dat, silence));
            (void)(*sink)->checkpoint();
            (void)::write(fd, "c", 1);
        }
    });
    const std::size_t frames = (said.size() + 1) * 12000;
    const std::size_t held = isOpus() ? 960 + 312 : 4096;
    for (const auto& heard : {ffmpegSamples(path()), ownDecoder(path())}) {
        ASSERT_GE(heard.size() / 2, frames - held);
        const auto first = std::span(heard).first(2 * 11000);
        EXPECT_GT(signalToError(decoded(dat, pcm), first), 20);
    }
    EXPECT_EQ(probe(path(), "stream_tags=title"), "Größe");
}

TEST_P(OggSinks, pipeGetsAWholeStream)
{
    ASSERT_EQ(mkfifo((dir_ / "fifo").c_str(), 0600), 0);
    const std::string reader = "cat " + dir_ / "fifo" + " > " + path();
    FILE* cat = popen(reader.c_str(), "we");
    record(dir_ / "fifo", dat, sine(dat, Frames(48000), 440));
    EXPECT_EQ(pclose(cat), 0);
    EXPECT_EQ(ffmpegSamples(path()).size(), 96000u);
}

TEST_P(OggSinks, fullDiskKeepsWhatFits)
{
    const std::string path = dir_ / "disk/a.ogg";
    inChildWithDisk(dir_ / "disk", 200'000, [&] {
        const ByteVector pcm = noise(dat, Frames(4800));
        const std::string best = isOpus() ? ",bitrate=510" : ",quality=10";
        const auto sink = tryOpen(path, dat, {{"title", "full"}}, best);
        ASSERT_TRUE(sink);
        std::size_t whole = 0;
        Result<void> written;
        while ((written = (*sink)->write(view(dat, pcm)))) {
            if (++whole % 10 == 0) {
                ASSERT_TRUE((*sink)->checkpoint());
            }
        }
        EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(written.error().sys, ENOSPC);
        EXPECT_EQ(written.error().subject, path);
        EXPECT_TRUE((*sink)->finish());
        ASSERT_GT(whole, 10u);
        // A page is a second at most.
        EXPECT_GT(ffmpegSamples(path).size() / 2, (whole - 10) * 4800);
        EXPECT_EQ(shell("ogginfo " + path + " | grep -ci 'hole\\|corrupt\\|missing'; true"), "0\n");
        EXPECT_EQ(probe(path, "stream_tags=title"), "full");
    });
}

TEST_P(OggSinks, deletedFileIsNoticedAtTheNextCheckpoint)
{
    const auto sink = tryOpen(path(), dat);
    ASSERT_TRUE((*sink)->checkpoint());
    std::filesystem::remove(path());
    const auto checked = (*sink)->checkpoint();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(checked.error().sys, ENOENT);
    EXPECT_TRUE((*sink)->finish());
}

TEST_P(OggSinks, openErrorsSayWhatAndWhy)
{
    const auto missing = tryOpen(dir_ / "none/a.ogg", dat);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    EXPECT_EQ(missing.error().subject, dir_ / "none/a.ogg");
}

}  // namespace
}  // namespace dsproxy::test
