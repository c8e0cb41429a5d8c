// SPDX-License-Identifier: GPL-2.0-or-later
/// The recorder with its real sinks.
#include "engine/recording/recorder.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

struct Session {
    std::vector<Notice> notices;

    Recorder recorder(const std::vector<std::string>& sinks, const Tags& tags = {})
    {
        std::vector<SinkSpec> specs;
        for (const std::string& sink : sinks)
            specs.push_back(*parseSink(sink));
        return Recorder(specs, tags, [this](const Notice& notice) { notices.push_back(notice); });
    }
};

TEST(RecorderFiles, severalOutputsOfTwoOverlappingStreams)
{
    const TempDir dir;
    Session session;
    Recorder recorder =
        session.recorder({"file:" + dir / "a.wav", "file:" + dir / "b.mp3", "raw:" + dir / "c"},
                         {{"title", "Zwei"}});
    const Format mono(AFMT_U8, Channels{1}, Rate{8000});
    const ByteVector first = noise(cd, Frames(44100));
    const ByteVector second = noise(mono, Frames(8000));
    recorder.closed(1);
    recorder.closed(2);
    recorder.pcm(1, view(cd, first));
    recorder.pcm(2, view(mono, second));
    recorder.tick();
    recorder.pcm(1, view(cd, first));
    recorder.closed(1);
    recorder.closed(2);
    recorder.finish();

    EXPECT_EQ(session.notices.size(), 6u);
    EXPECT_EQ(ffmpegSamples(dir / "a.wav").size(), 4 * 44100u);
    EXPECT_EQ(ffmpegSamples(dir / "a-2.wav").size(), 8000u);
    EXPECT_EQ(ffmpegSamples(dir / "b.mp3").size(), 4 * 44100u);
    EXPECT_EQ(ffmpegSamples(dir / "b-2.mp3").size(), 8000u);
    EXPECT_EQ(readFile(dir / "c").size(), 2 * first.size());
    EXPECT_EQ(readFile(dir / "c-2"), second);
    for (const std::string name : {"a.wav", "a-2.wav", "b.mp3", "b-2.mp3"})
        EXPECT_EQ(
            shell("ffprobe -v error -of csv=p=0 -show_entries format_tags=title " + dir / name),
            "Zwei\n");
}

TEST(RecorderFiles, segmentsSpareFilesThatNobodyNamed)
{
    const TempDir dir;
    const ByteVector old(3, std::byte{7});
    writeFile(dir / "a.wav", old);
    writeFile(dir / "a-2.wav", old);
    Session session;
    Recorder recorder = session.recorder({"file:" + dir / "a.wav"});
    recorder.pcm(1, view(cd, noise(cd, Frames(10))));
    recorder.pcm(2, view(cd, noise(cd, Frames(20))));
    recorder.finish();
    EXPECT_EQ(ffmpegSamples(dir / "a.wav").size(), 20u);
    EXPECT_EQ(readFile(dir / "a-2.wav"), old);
    EXPECT_EQ(ffmpegSamples(dir / "a-3.wav").size(), 40u);
}

TEST(RecorderFiles, nothingPlayedLeavesAnOldFileAlone)
{
    const TempDir dir;
    writeFile(dir / "a.wav", ByteVector(3));
    Session session;
    Recorder recorder = session.recorder({"file:" + dir / "a.wav"});
    recorder.closed(1);
    recorder.closed(1);
    recorder.finish();
    EXPECT_EQ(readFile(dir / "a.wav").size(), 3u);
}

TEST(RecorderFiles, fullDiskSaysHowMuchIsThere)
{
    const TempDir dir;
    inChildWithDisk(dir / "disk", 1 << 20, [&] {
        Session session;
        Recorder recorder = session.recorder({"file:" + dir / "disk/a.wav", "raw:" + dir / "b"});
        const ByteVector pcm = noise(cd, Frames(4410));
        for (int i = 0; i < 100; ++i)
            recorder.pcm(1, view(cd, pcm));
        recorder.finish();
        ASSERT_EQ(session.notices.size(), 2u);
        const Notice& full = session.notices[0];
        EXPECT_EQ(full.what, Notice::What::Failed);
        EXPECT_EQ(full.error.code, ErrorCode::NoSpace);
        EXPECT_EQ(full.path, dir / "disk/a.wav");
        const auto frames = static_cast<std::int64_t>(ffmpegSamples(full.path).size() / 2);
        EXPECT_GT(full.kept, Frames(250'000));
        EXPECT_LE(full.kept, Frames(frames));
        EXPECT_GT(full.kept + Frames(4410), Frames(frames));
        EXPECT_EQ(readFile(dir / "b").size(), 100 * pcm.size());
    });
}

}  // namespace
}  // namespace dsproxy::test
