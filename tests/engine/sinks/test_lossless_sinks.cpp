// SPDX-License-Identifier: GPL-2.0-or-later
/// AIFF, CAF and FLAC, as other people's tools read them. WAV is in test_wav_sink.cpp.
#include "engine/sinks/flac_length.h"
#include "engine/sinks/registry.h"
#include "tests/engine/sinks/tools.h"

#include <cstring>
#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

class LosslessSinks : public testing::TestWithParam<const char*> {
protected:
    std::string path() const { return dir_ / std::string("a.") + GetParam(); }
    bool isFlac() const { return GetParam() == std::string("flac"); }

    std::unique_ptr<Sink> open(const Format& format, const Tags& tags = {},
                               const std::string& options = {}) const
    {
        const auto spec = parseSink(GetParam() + (":" + path()) + options);
        auto sink = openSink(*spec, format, tags);
        EXPECT_TRUE(sink) << static_cast<int>(sink.error().code) << strerror(sink.error().sys);
        return sink ? std::move(*sink) : nullptr;
    }

    void record(const Format& format, const ByteVector& pcm, const Tags& tags = {},
                const std::string& options = {}) const
    {
        const auto sink = open(format, tags, options);
        ASSERT_TRUE(sink->write(view(format, pcm)));
        ASSERT_TRUE(sink->checkpoint());
        ASSERT_TRUE(sink->finish());
    }

    const TempDir dir_;
};

INSTANTIATE_TEST_SUITE_P(All, LosslessSinks, testing::Values("aiff", "caf", "flac"),
                         [](const auto& kind) { return std::string(kind.param); });

/// FLAC has 24 bits at most: what is wider is rounded to them.
TEST_P(LosslessSinks, keepEverySampleValue)
{
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        SCOPED_TRACE(layout->name);
        const Format format(layout->afmt, Channels{3}, Rate{48000});
        if (!isConvertible(format)) {
            const auto sink = openSink(*parseSink(GetParam() + (":" + path())), format, {});
            ASSERT_FALSE(sink);
            EXPECT_EQ(sink.error().code, ErrorCode::Unsupported);
            EXPECT_EQ(sink.error().subject, layout->name);
            continue;
        }
        const ByteVector pcm = noise(format, Frames(5000));
        record(format, pcm);
        auto expected = decoded(format, pcm);
        if (isFlac() && layout->bits > 24) {
            ByteVector rounded;
            transcode(*layout, pcm, *oss_format_find(AFMT_S24_PACKED), rounded);
            expected = decoded(Format(AFMT_S24_PACKED, Channels{3}, Rate{48000}), rounded);
        }
        EXPECT_EQ(ffmpegSamples(path()), expected);
        EXPECT_EQ(probe(path(), "stream=sample_rate,channels"), "48000,3");
        EXPECT_EQ(shell("soxi -s " + path()), "5000\n");
    }
}

TEST_P(LosslessSinks, anyNumberOfFrames)
{
    for (const Format& format : {cd, Format(AFMT_U8, Channels{1}, Rate{8000})}) {
        for (const int frames : {1, 7, 4096, 4097, 8191}) {
            SCOPED_TRACE(frames);
            const ByteVector pcm = noise(format, Frames(frames));
            record(format, pcm);
            EXPECT_EQ(ffmpegSamples(path()), decoded(format, pcm));
            EXPECT_EQ(shell("soxi -s " + path()), std::to_string(frames) + "\n");
        }
    }
}

TEST_P(LosslessSinks, ratesOfOss)
{
    const std::pair<std::uint32_t, const char*> rows[] = {
        {1000, "1000"}, {11025, "11025"}, {44101, "44101"}, {192000, "192000"}, {384000, "384000"}};
    for (const auto& [rate, made] : rows) {
        const Format format(AFMT_S16_LE, Channels{1}, Rate{rate});
        const ByteVector pcm = noise(format, Frames(5000));
        record(format, pcm);
        EXPECT_EQ(probe(path(), "stream=sample_rate"), made);
        EXPECT_EQ(ffmpegSamples(path()), decoded(format, pcm));
    }
    const Format fastest(AFMT_S16_LE, Channels{1}, Rate{768000});
    record(fastest, noise(fastest, Frames(10'000)));
    EXPECT_EQ(probe(path(), "stream=sample_rate"), isFlac() ? "384000" : "768000");
    EXPECT_EQ(ffmpegSamples(path()).size(), isFlac() ? 5000u : 10'000u);
}

TEST_P(LosslessSinks, channels)
{
    for (const std::uint32_t count : {1u, 2u, 6u, 8u, 32u}) {
        SCOPED_TRACE(count);
        const Format format(AFMT_S16_LE, Channels{count}, Rate{8000});
        if (isFlac() && count > 8) {
            const auto sink = openSink(*parseSink(GetParam() + (":" + path())), format, {});
            ASSERT_FALSE(sink);
            EXPECT_EQ(sink.error().code, ErrorCode::Unsupported);
            continue;
        }
        const ByteVector pcm = noise(format, Frames(300));
        record(format, pcm);
        EXPECT_EQ(ffmpegSamples(path()), decoded(format, pcm));
    }
}

TEST_P(LosslessSinks, tags)
{
    const Tags tags{{"title", "Grüße"}, {"artist", "日本"}, {"album", "Ein"}, {"year", "2005"},
                    {"track", "7"},     {"genre", "Jazz"},  {"comment", "ça"}};
    record(cd, noise(cd, Frames(10)), tags);
    const std::string found = shell("ffprobe -v error -of csv=p=0 -show_entries format_tags " +
                                    path() + " | tr , '\\n' | sort | tr '\\n' ' '");
    if (GetParam() == std::string("aiff"))
        EXPECT_EQ(found, "Grüße ça 日本 ") << "AIFF has no more";
    else
        EXPECT_EQ(found, "2005 7 Ein Grüße Jazz ça 日本 ");
    if (isFlac()) {
        EXPECT_EQ(shell("python3 -c \"import mutagen.flac as m; t = m.FLAC('" + path() +
                        "'); print(*sorted(k + ' ' + v for k, v in t.tags), sep='; ')\""),
                  "album Ein; artist 日本; comment ça; date 2005; genre Jazz; title Grüße; "
                  "tracknumber 7\n");
    }
}

/// What a checkpoint has seen is there; of FLAC without its last block of 4096 frames.
TEST_P(LosslessSinks, surviveBeingKilled)
{
    const ByteVector pcm = noise(cd, Frames(11111));
    const std::string said = killed(50, [&](int fd) {
        const auto sink = open(cd, {{"title", "x"}});
        for (;;) {
            (void)sink->write(view(cd, pcm));
            (void)sink->checkpoint();
            (void)::write(fd, "c", 1);
        }
    });
    const auto once = decoded(cd, pcm);
    const auto samples = ffmpegSamples(path());
    const std::size_t kept = said.size() * once.size() - (isFlac() ? 2 * 4096 : 0);
    ASSERT_GE(samples.size(), kept);
    for (std::size_t i = 0; i < kept; ++i)
        ASSERT_EQ(samples[i], once[i % once.size()]) << i;
    EXPECT_GE(2 * std::stoul(shell("soxi -s " + path())), kept);
    EXPECT_EQ(probe(path(), "format_tags=title"), "x");
}

TEST_P(LosslessSinks, fullDiskKeepsWhatFits)
{
    const std::string path = dir_ / "disk/a";
    inChildWithDisk(dir_ / "disk", 1 << 20, [&] {
        const Format odd(AFMT_S24_PACKED, Channels{3}, Rate{44100});
        const ByteVector pcm = noise(odd, Frames(5000));
        auto sink = openSink(*parseSink(GetParam() + (":" + path)), odd, {{"title", "full"}});
        ASSERT_TRUE(sink);
        std::size_t whole = 0;
        Result<void> written;
        while ((written = (*sink)->write(view(odd, pcm))))
            ++whole;
        ASSERT_GT(whole, 5u);
        EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(written.error().sys, ENOSPC);
        EXPECT_EQ(written.error().subject, path);
        EXPECT_TRUE((*sink)->finish());

        const auto frames = std::stoul(shell("soxi -s " + path));
        EXPECT_GE(frames, whole * 5000 - (isFlac() ? 4096 : 0));
        EXPECT_LT(frames, (whole + 1) * 5000);
        const auto samples = ffmpegSamples(path);
        EXPECT_EQ(samples.size(), frames * 3);
        const auto once = decoded(odd, pcm);
        for (std::size_t i = 0; i < samples.size(); ++i)
            ASSERT_EQ(samples[i], once[i % once.size()]) << i;
        if (isFlac())
            shell("flac -t -s " + path + " 2>&1");
    });
}

TEST_P(LosslessSinks, openErrorsSayWhatAndWhy)
{
    const std::string missing = dir_ / "none/a";
    const auto sink = openSink(*parseSink(GetParam() + (":" + missing)), cd, {});
    ASSERT_FALSE(sink);
    EXPECT_EQ(sink.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(sink.error().sys, ENOENT);
    EXPECT_EQ(sink.error().subject, missing);
    const auto pipe = openSink(*parseSink(std::string(GetParam()) + ":/dev/null"), cd, {});
    ASSERT_FALSE(pipe) << "its header cannot be completed";
    EXPECT_EQ(pipe.error().sys, ESPIPE);
}

TEST_P(LosslessSinks, deletedFileIsNoticedAtTheNextCheckpoint)
{
    const auto sink = open(cd);
    ASSERT_TRUE(sink->checkpoint());
    std::filesystem::remove(path());
    const auto checked = sink->checkpoint();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().sys, ENOENT);
    EXPECT_TRUE(sink->finish());
}

class FlacSink : public LosslessSinks {};

INSTANTIATE_TEST_SUITE_P(, FlacSink, testing::Values("flac"), [](const auto&) { return "flac"; });

TEST_P(FlacSink, isVerifiedByItsOwnDecoder)
{
    const ByteVector pcm = noise(cd, Frames(50'000));
    record(cd, pcm);
    shell("flac -t -s --warnings-as-errors " + path());
    shell("flac -d -s -f --force-raw-format --endian=little --sign=signed -o " + dir_ / "a.raw" +
          " " + path());
    EXPECT_EQ(readFile(dir_ / "a.raw"), pcm);
}

TEST_P(FlacSink, levelIsThatOfFlac)
{
    const ByteVector pcm = sine(cd, Frames(100'000), 440);
    std::uintmax_t last = ~std::uintmax_t{0};
    for (const std::string level : {"0", "5", "8"}) {
        record(cd, pcm, {}, ",level=" + level);
        EXPECT_EQ(ffmpegSamples(path()), decoded(cd, pcm));
        const auto size = std::filesystem::file_size(path());
        EXPECT_LT(size, last) << level;
        last = size;
    }
}

/// Without an end, but not torn: `flac -t` finds no fault in what a kill leaves.
TEST_P(FlacSink, isWholeAtEachCheckpoint)
{
    for (const std::string level : {"0", "5"}) {
        const ByteVector pcm = noise(cd, Frames(20'000));
        const auto sink = open(cd, {}, ",level=" + level);
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        ASSERT_TRUE(sink->checkpoint());
        std::filesystem::copy(path(), dir_ / "copy.flac",
                              std::filesystem::copy_options::overwrite_existing);
        shell("flac -t -s " + dir_ / "copy.flac" + " 2>&1");
        const auto samples = ffmpegSamples(dir_ / "copy.flac");
        EXPECT_GT(samples.size(), 2u * (20'000 - 4096));
        EXPECT_EQ(shell("metaflac --show-total-samples " + dir_ / "copy.flac"),
                  std::to_string(samples.size() / 2) + "\n");
        const auto played = decoded(cd, pcm);
        EXPECT_TRUE(std::equal(samples.begin(), samples.end(), played.begin()));
        ASSERT_TRUE(sink->finish());
        shell("flac -t -s --warnings-as-errors " + path());
    }
}

/// Moves the position of the sink's own descriptor, as if so much silence had been written.
void skipAhead(const std::string& path, off_t bytes)
{
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        if (std::filesystem::read_symlink(entry, ignored) == path) {
            const int fd = std::stoi(entry.path().filename());
            ASSERT_GT(lseek(fd, bytes, SEEK_CUR), bytes);
        }
    }
}

TEST(AiffSink, endsWhereItsHeaderEnds)
{
    const TempDir dir;
    const std::string path = dir / "a.aiff";
    const ByteVector pcm = noise(cd, Frames(1000));
    auto sink = openSink(*parseSink("aiff:" + path), cd, {});
    ASSERT_TRUE((*sink)->write(view(cd, pcm)));
    skipAhead(path, (off_t{4} << 30) - 8000);
    const auto written = (*sink)->write(view(cd, pcm));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(written.error().sys, EFBIG);
    EXPECT_EQ(written.error().subject, path);
}

TEST(FlacLength, blocksSayHowLongTheyAre)
{
    const auto block = [](int code) {
        return ByteVector{std::byte{0xff}, std::byte{0xf8}, static_cast<std::byte>(code)};
    };
    EXPECT_EQ(flacBlockFrames(block(0x39)), Frames(1152));
    EXPECT_EQ(flacBlockFrames(block(0xc9)), Frames(4096));
    EXPECT_EQ(flacBlockFrames(block(0x19)), Frames(192));
    EXPECT_EQ(flacBlockFrames(block(0x79)), Frames(0)) << "in the header, further on";
    EXPECT_EQ(flacBlockFrames({}), Frames(0));
}

}  // namespace
}  // namespace dsproxy::test
