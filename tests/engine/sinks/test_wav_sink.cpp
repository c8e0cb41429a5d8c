// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/registry.h"
#include "tests/engine/sinks/tools.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstring>
#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

Result<std::unique_ptr<Sink>> openAt(const std::string& path, const Format& format,
                                     const Tags& tags)
{
    return openSink(*parseSink("wav:" + path), format, tags);
}

std::unique_ptr<Sink> openWav(const std::string& path, const Format& format, const Tags& tags = {})
{
    auto sink = openAt(path, format, tags);
    EXPECT_TRUE(sink) << static_cast<int>(sink.error().code) << " " << strerror(sink.error().sys);
    return sink ? std::move(*sink) : nullptr;
}

struct Row {
    std::uint32_t afmt;
    const char* rawInput;  ///< how ffmpeg calls the same bytes
    const char* codec;     ///< what ffprobe must find in the WAV
};

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.rawInput << " as " << row.codec;
}

class WavFormats : public testing::TestWithParam<Row> {};

TEST_P(WavFormats, keepEverySampleValue)
{
    const TempDir dir;
    const Format format(GetParam().afmt, Channels{3}, Rate{48000});
    const ByteVector pcm = noise(format, Frames(1000));
    const auto sink = openWav(dir / "a.wav", format);
    ASSERT_TRUE(sink->write(view(format, pcm)));
    ASSERT_TRUE(sink->finish());

    // ffmpeg has no name for 24 bits in 32: there the top 24 of 32 bits, moved up, are the same.
    ByteVector raw = pcm;
    if (format.afmt() == AFMT_S24_LE || format.afmt() == AFMT_U24_LE)
        for (std::size_t i = raw.size(); i-- > 0;)
            raw[i] = i % 4 == 0 ? std::byte{0} : raw[i - 1];
    if (format.afmt() == AFMT_S24_BE || format.afmt() == AFMT_U24_BE)
        for (std::size_t i = 0; i < raw.size(); ++i)
            raw[i] = i % 4 == 3 ? std::byte{0} : raw[i + 1];
    writeFile(dir / "a.raw", raw);
    const std::string input = std::string("-ar 48000 -ac 3 -f ") + GetParam().rawInput;
    const auto expected = ffmpegSamples(dir / "a.raw", input);
    ASSERT_EQ(expected.size(), 3000u);
    EXPECT_EQ(ffmpegSamples(dir / "a.wav"), expected);
    EXPECT_EQ(shell("ffprobe -v error -of csv=p=0 -show_entries stream=codec_name,sample_rate,"
                    "channels " +
                    dir / "a.wav"),
              std::string(GetParam().codec) + ",48000,3\n");
    // sox computes in 32 bits, which is less than a small float has.
    EXPECT_EQ(shell("soxi -s " + dir / "a.wav"), "1000\n");
    shell("sox " + dir / "a.wav" + " " + dir / "sox.wav");
    EXPECT_GE(signalToError(expected, ffmpegSamples(dir / "sox.wav")),
              format.afmt() == AFMT_FLOAT ? 150 : 999);
}

INSTANTIATE_TEST_SUITE_P(
    All, WavFormats,
    testing::Values(Row{AFMT_MU_LAW, "mulaw", "pcm_mulaw"}, Row{AFMT_A_LAW, "alaw", "pcm_alaw"},
                    Row{AFMT_U8, "u8", "pcm_u8"}, Row{AFMT_S8, "s8", "pcm_u8"},
                    Row{AFMT_S16_LE, "s16le", "pcm_s16le"}, Row{AFMT_S16_BE, "s16be", "pcm_s16le"},
                    Row{AFMT_U16_LE, "u16le", "pcm_s16le"}, Row{AFMT_U16_BE, "u16be", "pcm_s16le"},
                    Row{AFMT_S24_LE, "s32le", "pcm_s24le"}, Row{AFMT_S24_BE, "s32be", "pcm_s24le"},
                    Row{AFMT_S24_PACKED, "s24le", "pcm_s24le"},
                    Row{AFMT_S32_LE, "s32le", "pcm_s32le"}, Row{AFMT_S32_BE, "s32be", "pcm_s32le"},
                    Row{AFMT_U24_LE, "u32le", "pcm_s24le"}, Row{AFMT_U24_BE, "u32be", "pcm_s24le"},
                    Row{AFMT_U32_LE, "u32le", "pcm_s32le"}, Row{AFMT_U32_BE, "u32be", "pcm_s32le"},
                    Row{AFMT_FLOAT, "f32le", "pcm_f32le"}),
    [](const auto& row) { return std::string(oss_format_find(row.param.afmt)->name); });

TEST(WavSink, coversEveryFormatOfOss)
{
    const TempDir dir;
    for (std::uint32_t i = 0; const oss_format_info* layout = oss_format_at(i); ++i) {
        const Format format(layout->afmt, Channels{2}, Rate{8000});
        const auto sink = openAt(dir / "a.wav", format, {});
        if (isConvertible(format)) {
            EXPECT_TRUE(sink) << layout->name;
        } else {
            ASSERT_FALSE(sink) << layout->name;
            EXPECT_EQ(sink.error().code, ErrorCode::Unsupported);
            EXPECT_EQ(sink.error().subject, layout->name);
        }
    }
}

TEST(WavSink, isAnOrdinaryRiffWhenSmall)
{
    const TempDir dir;
    const auto sink = openWav(dir / "a.wav", cd);
    ASSERT_TRUE(sink->write(view(cd, noise(cd, Frames(10)))));
    ASSERT_TRUE(sink->finish());
    const std::string file = shell("file -b " + dir / "a.wav");
    EXPECT_TRUE(file.starts_with("RIFF (little-endian) data, WAVE audio")) << file;
    const ByteVector bytes = readFile(dir / "a.wav");
    std::uint32_t riffSize = 0;
    std::memcpy(&riffSize, &bytes[4], 4);
    EXPECT_EQ(riffSize, bytes.size() - 8);
    EXPECT_EQ(shell("python3 -c \"import wave; print(wave.open('" + dir / "a.wav" +
                    "').getparams()[:4])\""),
              "(2, 2, 44100, 10)\n");
}

TEST(WavSink, oddNumberOfBytesIsPadded)
{
    const TempDir dir;
    const Format mono(AFMT_U8, Channels{1}, Rate{8000});
    const auto sink = openWav(dir / "a.wav", mono);
    ASSERT_TRUE(sink->write(view(mono, noise(mono, Frames(7)))));
    ASSERT_TRUE(sink->finish());
    EXPECT_EQ(readFile(dir / "a.wav").size() % 2, 0u);
    EXPECT_EQ(ffmpegSamples(dir / "a.wav").size(), 7u);
}

TEST(WavSink, tagsAreInfoStrings)
{
    const TempDir dir;
    const Tags tags{{"title", "Grüße"}, {"artist", "日本"}, {"album", "Ein"}, {"year", "2005"},
                    {"track", "7"},     {"genre", "Jazz"},  {"comment", "ça"}};
    const auto sink = openWav(dir / "a.wav", cd, tags);
    ASSERT_TRUE(sink->write(view(cd, noise(cd, Frames(10)))));
    ASSERT_TRUE(sink->finish());
    EXPECT_EQ(shell("ffprobe -v error -of csv=p=0 -show_entries format_tags=title,artist,album,"
                    "date,track,genre,comment " +
                    dir / "a.wav | tr , '\\n' | sort"),
              "2005\n7\nEin\nGrüße\nJazz\nça\n日本\n");
    EXPECT_EQ(shell("ffprobe -v error -of default=nw=1 -show_entries format_tags=encoder " +
                    dir / "a.wav"),
              "")
        << "nothing is said that the user did not say";
}

TEST(WavSink, survivesBeingKilled)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(1111));
    const std::string said = killed(50, [&](int fd) {
        const auto sink = openWav(dir / "a.wav", cd);
        for (;;) {
            (void)sink->write(view(cd, pcm));
            (void)sink->write(view(cd, pcm));
            (void)sink->checkpoint();
            (void)::write(fd, "c", 1);
        }
    });
    const auto once = [&] {
        writeFile(dir / "a.raw", pcm);
        return ffmpegSamples(dir / "a.raw", "-ar 44100 -ac 2 -f s16le");
    }();
    const auto samples = ffmpegSamples(dir / "a.wav");
    ASSERT_GE(samples.size(), said.size() * 2 * once.size()) << "less than was checkpointed";
    for (std::size_t i = 0; i < said.size() * 2 * once.size(); ++i)
        ASSERT_EQ(samples[i], once[i % once.size()]) << i;
    EXPECT_GE(std::stoul(shell("sox " + dir / "a.wav -n stat 2>&1 | awk '/^Samples/ {print $3}'")),
              said.size() * 2 * once.size());
}

TEST(WavSink, fullDiskKeepsWhatFits)
{
    const TempDir dir;
    const std::string path = dir / "disk/a.wav";
    inChildWithDisk(dir / "disk", 1 << 20, [&] {
        const Format odd(AFMT_S24_PACKED, Channels{3}, Rate{44100});
        const ByteVector pcm = noise(odd, Frames(5000));
        const auto sink = openWav(path, odd, {{"title", "full"}});
        std::size_t whole = 0;
        Result<void> written;
        while ((written = sink->write(view(odd, pcm))))
            ++whole;
        ASSERT_GT(whole, 5u);
        EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(written.error().sys, ENOSPC);
        EXPECT_EQ(written.error().subject, path);
        EXPECT_TRUE(sink->finish());

        const auto frames = std::stoul(shell("soxi -s " + path + " 2>&1"));
        EXPECT_GE(frames, whole * 5000);
        EXPECT_LT(frames, (whole + 1) * 5000);
        EXPECT_EQ(ffmpegSamples(path).size(), frames * 3);
    });
}

TEST(WavSink, fileSizeLimitIsAnError)
{
    const TempDir dir;
    inChild([&] {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{100'001, 100'001};  // in the middle of a frame
        ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
        const ByteVector pcm = noise(cd, Frames(10'000));
        const auto sink = openWav(dir / "a.wav", cd);
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        const auto written = sink->write(view(cd, pcm));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
        EXPECT_EQ(written.error().sys, EFBIG);
        EXPECT_TRUE(sink->finish());
    });
    const auto samples = ffmpegSamples(dir / "a.wav");
    EXPECT_GE(samples.size(), 2 * 2 * 10'000u);
    const std::size_t header =
        std::stoul(shell("grep -abo data " + dir / "a.wav" + "|head -1")) + 8;
    EXPECT_EQ(std::filesystem::file_size(dir / "a.wav"), header + 2 * samples.size())
        << "a torn frame hangs behind the data";
}

TEST(WavSink, openErrorsSayWhatAndWhy)
{
    const TempDir dir;
    const auto missing = openAt(dir / "none/a.wav", cd, {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    EXPECT_EQ(missing.error().subject, dir / "none/a.wav");
    std::filesystem::create_directory(dir / "folder.wav");
    const auto folder = openAt(dir / "folder.wav", cd, {});
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().sys, EISDIR);
    const auto pipe = openAt("/dev/null", cd, {});
    ASSERT_FALSE(pipe) << "its header cannot be completed";
    EXPECT_EQ(pipe.error().sys, ESPIPE);
}

TEST(WavSink, deletedFileIsNoticedAtTheNextCheckpoint)
{
    const TempDir dir;
    std::filesystem::create_directory(dir / "x");
    const auto sink = openWav(dir / "x/a.wav", cd);
    ASSERT_TRUE(sink->checkpoint());
    std::filesystem::remove_all(dir / "x");
    const auto checked = sink->checkpoint();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(checked.error().sys, ENOENT);
    EXPECT_TRUE(sink->finish());
}

TEST(WavSink, fileModeIsThatOfAnyTool)
{
    const TempDir dir;
    const mode_t old = umask(027);
    openWav(dir / "a.wav", cd);
    umask(old);
    struct stat status;
    ASSERT_EQ(stat((dir / "a.wav").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0640u);
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

TEST(WavSink, becomesRf64Beyond4GiB)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(1000));
    constexpr off_t hole = (off_t{4} << 30) - 4000;
    {
        const auto sink = openWav(dir / "a.wav", cd, {{"title", "x"}});
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        skipAhead(dir / "a.wav", hole - 8000);
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        ASSERT_TRUE(sink->checkpoint());
        EXPECT_EQ(shell("head -c 4 " + dir / "a.wav"), "RIFF");
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        ASSERT_TRUE(sink->checkpoint());
        // As after a kill: what a checkpoint left is judged before anything else is written.
        EXPECT_EQ(shell("head -c 4 " + dir / "a.wav"), "RF64");
        const std::string frames = std::to_string((hole - 8000 + 4 * 4000) / 4);
        EXPECT_EQ(
            shell("ffprobe -v error -of csv=p=0 -show_entries stream=duration_ts " + dir / "a.wav"),
            frames + "\n");
        writeFile(dir / "a.raw", pcm);
        EXPECT_EQ(shell("ffmpeg -v error -i " + dir / "a.wav" +
                        " -frames:a 1 -f s16le - | head -c 4000 | cmp - " + dir / "a.raw"),
                  "")
            << "the data moved when the header grew";
    }
}

/// Writes 4.3 GB, which sox then reads several times: only when asked for.
TEST(WavSink, realRecordingBeyond4GiB)
{
    if (!getenv("DSPROXY_BIG_TESTS"))
        GTEST_SKIP() << "set DSPROXY_BIG_TESTS=1 to write 4.3 GB";
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(1 << 20));
    const auto sink = openWav(dir / "a.wav", cd);
    for (int i = 0; i < 1025; ++i) {
        ASSERT_TRUE(sink->write(view(cd, pcm)));
        if (i % 64 == 0) {
            ASSERT_TRUE(sink->checkpoint());
        }
    }
    ASSERT_TRUE(sink->finish());
    EXPECT_EQ(shell("head -c 4 " + dir / "a.wav"), "RF64");
    EXPECT_EQ(shell("soxi -s " + dir / "a.wav"), std::to_string(1025l << 20) + "\n");
    writeFile(dir / "a.raw", pcm);
    EXPECT_EQ(shell("sox " + dir / "a.wav -t raw - trim 0 1048576s | cmp - " + dir / "a.raw"), "");
    EXPECT_EQ(shell("sox " + dir / "a.wav -t raw - trim 1073741824s | cmp - " + dir / "a.raw"), "");
}

}  // namespace
}  // namespace dsproxy::test
