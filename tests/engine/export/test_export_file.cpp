// SPDX-License-Identifier: GPL-2.0-or-later
/// Into every kind of file that the registry has.
#include "engine/export/export_file.h"
#include "engine/pcm/input_file.h"
#include "engine/sinks/registry.h"
#include "engine/tagging/sound_file_tags.h"
#include "engine/tagging/tag_file.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

std::vector<const SinkKind*> fileKinds()
{
    std::vector<const SinkKind*> kinds;
    for (const SinkKind* kind : sinkKinds())
        if (kind->place == SinkPlace::Files)
            kinds.push_back(kind);
    return kinds;
}

const SinkKind* kindNamed(std::string_view name)
{
    for (const SinkKind* kind : sinkKinds())
        if (kind->name == name)
            return kind;
    return nullptr;
}

bool isLossy(const SinkKind& kind)
{
    return kind.name == "mp3" || kind.name == "vorbis" || kind.name == "opus";
}

std::string targetOf(const TempDir& dir, const SinkKind& kind)
{
    return dir / "out" + std::string(kind.extensions[0]);
}

ExportJob jobFor(const std::string& input, const SinkKind& kind, const std::string& target)
{
    return {
        .input = input, .target = {&kind, target, {}}, .existing = Existing::Replace, .tags = {}};
}

Result<Exported> run(const ExportJob& job, const std::stop_token& stop = {})
{
    ExportMeter meter;
    return exportFile(job, stop, meter);
}

/// A WAV of PCM, by ffmpeg: RAW is its name of the format.
std::string makeWav(const TempDir& dir, const std::string& raw, const Format& format,
                    const ByteVector& pcm)
{
    writeFile(dir / "in.raw", pcm);
    shell("ffmpeg -v error -y -f " + raw + " -ar " + std::to_string(format.rate().hz) + " -ac " +
          std::to_string(format.channels().count) + " -i " + dir / "in.raw -c:a pcm_" + raw + " " +
          dir / "in.wav");
    return dir / "in.wav";
}

std::vector<double> decoded(const Format& format, const ByteVector& pcm)
{
    std::vector<double> samples(pcm.size() / (format.layout().container_bits / 8));
    decode(format.layout(), pcm, samples);
    return samples;
}

std::size_t filesIn(const TempDir& dir)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(dir / ""), {}));
}

class ExportKind : public testing::TestWithParam<const SinkKind*> {};

TEST_P(ExportKind, sixteenBitsAreExactAndLossyKindsSoundTheSame)
{
    const TempDir dir;
    const ByteVector pcm =
        isLossy(*GetParam()) ? sine(cd, Frames(88'200), 700) : noise(cd, Frames(88'201));
    const std::string target = targetOf(dir, *GetParam());
    const auto exported = run(jobFor(makeWav(dir, "s16le", cd, pcm), *GetParam(), target));
    ASSERT_TRUE(exported) << exported.error().subject;
    EXPECT_EQ(exported->format, cd);
    EXPECT_EQ(exported->frames, cd.frames(Bytes(std::ssize(pcm))));
    EXPECT_TRUE(exported->complete);
    const auto found =
        ffmpegSamples(target, GetParam()->name == "raw" ? "-f s16le -ac 2 -ar 44100" : "");
    if (!isLossy(*GetParam())) {
        EXPECT_EQ(found, decoded(cd, pcm));
    } else if (GetParam()->name != "opus") {  // which has another rate
        EXPECT_NEAR(static_cast<double>(found.size()), 2 * 88'200, 4 * 1152);
        EXPECT_GT(signalToError(std::span(found).subspan(20'000, 40'000),
                                std::span(found).subspan(20'000 + 2 * 63, 40'000)),
                  20)
            << "63 frames are a period";
    }
}

TEST_P(ExportKind, tagsGoAlong)
{
    const TempDir dir;
    const std::string input = makeWav(dir, "s16le", cd, sine(cd, Frames(44'100), 700));
    const Picture cover{"image/png", "Front Cover", "", ByteVector(5000, std::byte{9})};
    const RecordingTags tags{
        {{"title", {"Grüße 🎵"}}, {"artist", {"A"}}, {"album", {"B"}}, {"composer", {"C"}}},
        {cover}};
    ASSERT_TRUE(writeTags(input, tags));
    ExportJob job = jobFor(input, *GetParam(), targetOf(dir, *GetParam()));
    job.tags.texts = {{"artist", "Z"}, {"album", ""}, {"year", "2026"}};
    const auto exported = run(job);
    ASSERT_TRUE(exported) << exported.error().subject;
    if (GetParam()->name == "raw")
        return;
    const auto found = readAnyTags(job.target.path);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->texts.at("title"), std::vector<std::string>{"Grüße 🎵"});
    EXPECT_EQ(found->texts.at("artist"), std::vector<std::string>{"Z"});
    EXPECT_EQ(found->texts.at("year"), std::vector<std::string>{"2026"});
    EXPECT_FALSE(found->texts.contains("album"));
    if (GetParam()->name == "caf")
        return;  // has no place for more
    EXPECT_EQ(found->texts.at("composer"), std::vector<std::string>{"C"});
    EXPECT_EQ(found->pictures, std::vector{cover});
}

TEST_P(ExportKind, everyKindOfInputIsTaken)
{
    const TempDir dir;
    const std::pair<const char*, const char*> inputs[] = {
        {"pcm_u8", "a.wav"},    {"pcm_s24le", "b.wav"}, {"pcm_f32le", "c.wav"},
        {"pcm_f64le", "d.wav"}, {"pcm_mulaw", "e.au"},  {"pcm_s16be", "f.aiff"},
        {"libvorbis", "g.ogg"}, {"libopus", "h.opus"},  {"libmp3lame", "i.mp3"},
        {"flac", "j.flac"},     {"pcm_s16le", "k.caf"}, {"adpcm_ms", "l.wav"},
    };
    for (const auto& [codec, name] : inputs) {
        SCOPED_TRACE(name);
        shell(
            "ffmpeg -v error -y -f lavfi -i sine=frequency=500:duration=1:sample_rate=48000 -c:a " +
            std::string(codec) + " " + dir / name);
        const auto exported = run(jobFor(dir / name, *GetParam(), targetOf(dir, *GetParam())));
        ASSERT_TRUE(exported) << exported.error().subject;
        EXPECT_NEAR(static_cast<double>(exported->frames.value), 48'000, 2500);
        EXPECT_TRUE(exported->complete);
    }
}

TEST_P(ExportKind, aFullDiskLeavesNothing)
{
    const TempDir dir;
    const std::string input = makeWav(dir, "s16le", cd, noise(cd, Frames(441'000)));
    inChildWithDisk(dir / "disk", 49'152, [&] {
        const std::string target = dir / "disk/out" + std::string(GetParam()->extensions[0]);
        const auto exported = run(jobFor(input, *GetParam(), target));
        ASSERT_FALSE(exported);
        EXPECT_EQ(exported.error().code, ErrorCode::NoSpace);
        EXPECT_EQ(exported.error().subject, target);
        EXPECT_TRUE(std::filesystem::is_empty(dir / "disk"));
    });
}

TEST_P(ExportKind, aCancelledExportLeavesNothing)
{
    const TempDir dir;
    const std::string input = makeWav(dir, "s16le", cd, noise(cd, Frames(100'000)));
    const std::size_t before = filesIn(dir);
    std::stop_source stop;
    stop.request_stop();
    const auto exported =
        run(jobFor(input, *GetParam(), targetOf(dir, *GetParam())), stop.get_token());
    ASSERT_FALSE(exported);
    EXPECT_EQ(exported.error().sys, ECANCELED);
    EXPECT_EQ(filesIn(dir), before);
}

INSTANTIATE_TEST_SUITE_P(Registry, ExportKind, testing::ValuesIn(fileKinds()),
                         [](const auto& param) { return std::string(param.param->name); });

TEST(ExportFile, everyWidthComesBackExactly)
{
    const TempDir dir;
    const struct {
        const char* raw;
        std::uint32_t afmt;
    } rows[] = {{"u8", AFMT_U8},
                {"s16le", AFMT_S16_LE},
                {"s24le", AFMT_S24_PACKED},
                {"s32le", AFMT_S32_LE},
                {"f32le", AFMT_FLOAT}};
    for (const std::string name : {"wav", "aiff", "caf"}) {
        const SinkKind* kind = kindNamed(name);
        if (!kind)  // is not in the registry
            continue;
        for (const auto& row : rows) {
            SCOPED_TRACE(name + " " + row.raw);
            const Format format(row.afmt, Channels{3}, Rate{48000});
            const ByteVector pcm = noise(format, Frames(20'001));
            const std::string input = makeWav(dir, row.raw, format, pcm);
            ASSERT_TRUE(run(jobFor(input, *kind, dir / "out")));
            ASSERT_TRUE(run(jobFor(dir / "out", *kindNamed("wav"), dir / "back.wav")));
            EXPECT_EQ(ffmpegSamples(dir / "back.wav"), decoded(format, pcm));
        }
    }
}

TEST(ExportFile, whatAFlacHoldsComesBackExactly)
{
    const TempDir dir;
    for (const auto& [raw, afmt] :
         {std::pair("s16le", AFMT_S16_LE), std::pair("s24le", AFMT_S24_PACKED)}) {
        SCOPED_TRACE(raw);
        const Format format(static_cast<std::uint32_t>(afmt), Channels{2}, Rate{44100});
        const ByteVector pcm = noise(format, Frames(30'000));
        shell("flac -s -f -o " + dir / "in.flac " + makeWav(dir, raw, format, pcm));
        const auto exported = run(jobFor(dir / "in.flac", *kindNamed("wav"), dir / "out.wav"));
        ASSERT_TRUE(exported);
        EXPECT_EQ(exported->format, format);
        EXPECT_EQ(ffmpegSamples(dir / "out.wav"), decoded(format, pcm));
    }
}

TEST(ExportFile, anExistingTargetIsKeptUnlessItMayBeReplaced)
{
    const TempDir dir;
    const std::string input = makeWav(dir, "s16le", cd, noise(cd, Frames(100)));
    const ByteVector old(3, std::byte{1});
    writeFile(dir / "out.wav", old);
    ExportJob job = jobFor(input, *kindNamed("wav"), dir / "out.wav");
    job.existing = Existing::Keep;
    const auto kept = run(job);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().sys, EEXIST);
    EXPECT_EQ(readFile(dir / "out.wav"), old);
    job.existing = Existing::Replace;
    EXPECT_TRUE(run(job));
    EXPECT_EQ(ffmpegSamples(dir / "out.wav").size(), 200u);
}

TEST(ExportFile, aFileMayTakeItsOwnPlace)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(100'000));
    const std::string input = makeWav(dir, "s16le", cd, pcm);
    ExportJob job = jobFor(input, *kindNamed("wav"), input);
    job.tags.texts = {{"title", "x"}};
    ASSERT_TRUE(run(job));
    EXPECT_EQ(ffmpegSamples(input), decoded(cd, pcm));
    EXPECT_EQ(readTags(input)->texts.at("title"), std::vector<std::string>{"x"});
}

TEST(ExportFile, onlyFilesAreReplaced)
{
    const TempDir dir;
    const std::string input = makeWav(dir, "s16le", cd, noise(cd, Frames(100)));
    ASSERT_EQ(mkfifo((dir / "fifo.wav").c_str(), 0600), 0);
    std::filesystem::create_directory(dir / "folder.wav");
    const SinkKind& wav = *kindNamed("wav");
    EXPECT_EQ(run(jobFor(input, wav, dir / "fifo.wav")).error().sys, ESPIPE);
    EXPECT_EQ(run(jobFor(input, wav, dir / "folder.wav")).error().sys, EISDIR);
    EXPECT_EQ(run(jobFor(input, wav, dir / "none/out.wav")).error().sys, ENOENT);
}

TEST(ExportFile, whatIsNoSoundMakesNoFile)
{
    const TempDir dir;
    writeFile(dir / "text.wav", ByteVector(1000, std::byte{'x'}));
    writeFile(dir / "empty.wav", {});
    writeFile(dir / "samples.raw", noise(cd, Frames(1000)));
    ASSERT_EQ(mkfifo((dir / "fifo.wav").c_str(), 0600), 0);
    const SinkKind& mp3 = *kindNamed("mp3");
    for (const std::string name : {"text.wav", "empty.wav", "samples.raw"}) {
        const auto exported = run(jobFor(dir / name, mp3, dir / "out.mp3"));
        ASSERT_FALSE(exported) << name;
        EXPECT_EQ(exported.error().code, ErrorCode::Unsupported) << name;
        EXPECT_EQ(exported.error().subject, dir / name);
    }
    EXPECT_EQ(run(jobFor(dir / "fifo.wav", mp3, dir / "out.mp3")).error().sys, ESPIPE);
    EXPECT_EQ(run(jobFor(dir / "none.wav", mp3, dir / "out.mp3")).error().sys, ENOENT);
    EXPECT_EQ(run(jobFor(dir / "", mp3, dir / "out.mp3")).error().sys, EISDIR);
    EXPECT_EQ(filesIn(dir), 4u);
}

TEST(ExportFile, aTornInputGoesAsFarAsItCanBeRead)
{
    const TempDir dir;
    const ByteVector pcm = noise(cd, Frames(100'000));
    const std::string input = makeWav(dir, "s16le", cd, pcm);
    shell("flac -s -o " + dir / "in.flac " + input);
    for (const std::string name : {"in.wav", "in.flac"}) {
        SCOPED_TRACE(name);
        const auto size = std::filesystem::file_size(dir / name);
        std::filesystem::resize_file(dir / name, size / 2);
        const auto exported = run(jobFor(dir / name, *kindNamed("wav"), dir / "out.wav"));
        ASSERT_TRUE(exported);
        EXPECT_GT(exported->frames, Frames(40'000));
        const auto all = decoded(cd, pcm);
        const auto found = ffmpegSamples(dir / "out.wav");
        EXPECT_EQ(found.size(), static_cast<std::size_t>(2 * exported->frames.value));
        EXPECT_TRUE(std::ranges::equal(found, std::span(all).first(found.size())));
        EXPECT_EQ(exported->complete, name == "in.wav")
            << "what a WAV says is corrected by its size";
    }
}

}  // namespace
}  // namespace dsproxy::test
