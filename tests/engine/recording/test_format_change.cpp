// SPDX-License-Identifier: GPL-2.0-or-later
/// Streams that change their format, with FormatChange::Convert: one file, and every frame in it.
#include "engine/recording/recorder.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});
const Format dat(AFMT_S16_LE, Channels{2}, Rate{48000});
const Format telephone(AFMT_MU_LAW, Channels{1}, Rate{8000});
const Format ac3(AFMT_AC3, Channels{2}, Rate{48000});

class FormatChangeTest : public testing::Test {
protected:
    Recorder recorder(const std::string& sink)
    {
        return Recorder(
            {*parseSink(sink)}, {}, [this](const Notice& notice) { notices_.push_back(notice); },
            openSink, FormatChange::Convert);
    }

    std::vector<double> recorded(const Format& format) const
    {
        const ByteVector pcm = readFile(dir_ / "a.raw");
        std::vector<double> samples(pcm.size() / (format.layout().container_bits / 8));
        decode(format.layout(), pcm, samples);
        return samples;
    }

    const TempDir dir_;
    std::vector<Notice> notices_;
};

TEST_F(FormatChangeTest, everyStretchIsThereToTheFrame)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    struct {
        Format format;
        std::int64_t frames;
        std::int64_t stored;  ///< frames * 44100 / rate, to the nearest
    } const stretches[] = {
        {cd, 1000, 1000}, {dat, 1001, 920}, {telephone, 4001, 22056}, {cd, 333, 333},
        {dat, 1, 1},      {cd, 1, 1},       {telephone, 1, 6},        {dat, 48000, 44100},
    };
    std::int64_t expected = 0;
    for (const auto& [format, frames, stored] : stretches) {
        recorder.format(1, format);
        const ByteVector pcm = sine(format, Frames(frames), 440);
        recorder.pcm(1, view(format, pcm));
        expected += stored;
    }
    recorder.closed(1);
    recorder.finish();
    EXPECT_EQ(std::ssize(readFile(dir_ / "a.raw")), 4 * expected);
    EXPECT_FALSE(std::filesystem::exists(dir_ / "a-2.raw"));
    ASSERT_EQ(notices_.size(), 1u);
    EXPECT_EQ(notices_[0].what, Notice::What::Completed);
    EXPECT_EQ(notices_[0].kept, Frames(expected));
    EXPECT_EQ(notices_[0].format, cd);
}

TEST_F(FormatChangeTest, whatAgreesIsExactAndWhatDiffersIsTheSameSound)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    const ByteVector first = noise(cd, Frames(5000));
    const ByteVector slow = sine(telephone, Frames(16000), 440);
    recorder.pcm(1, view(cd, first));
    recorder.pcm(1, view(telephone, slow));
    recorder.pcm(1, view(cd, first));
    recorder.finish();
    const ByteVector all = readFile(dir_ / "a.raw");
    ASSERT_EQ(all.size(), 2 * first.size() + 4 * 88'200);
    EXPECT_TRUE(startsWith(all, first));
    EXPECT_TRUE(std::equal(first.rbegin(), first.rend(), all.rbegin()));
    std::vector<double> expected(2 * 88'200);
    decode(cd.layout(), sine(cd, Frames(88'200), 440), expected);
    const auto samples = recorded(cd);
    EXPECT_GT(signalToError(expected, std::span(samples).subspan(10'000)), 30) << "as mu-law is";
}

/// Other sample values and channels, but the same rate: no frame moves, none changes.
TEST_F(FormatChangeTest, otherSampleFormatsAreExact)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    const Format wide(AFMT_S32_BE, Channels{2}, Rate{44100});
    const Format mono(AFMT_U8, Channels{1}, Rate{44100});
    recorder.pcm(1, view(wide, noise(wide, Frames(100))));
    const ByteVector pcm = noise(mono, Frames(777));
    recorder.pcm(1, view(mono, pcm));
    recorder.finish();
    std::vector<double> expected(777);
    decode(mono.layout(), pcm, expected);
    const auto samples = recorded(wide);
    ASSERT_EQ(samples.size(), 2 * 877u);
    for (std::size_t i = 0; i < 777; ++i) {
        ASSERT_EQ(samples[200 + 2 * i], expected[i]);
        ASSERT_EQ(samples[201 + 2 * i], expected[i]);
    }
}

TEST_F(FormatChangeTest, aLaterStreamGoesOnInTheSameFile)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    recorder.closed(1);
    recorder.pcm(1, view(dat, noise(dat, Frames(4800))));
    recorder.closed(1);
    recorder.closed(2);
    recorder.format(2, cd);
    recorder.pcm(2, view(cd, noise(cd, Frames(4410))));
    recorder.closed(2);
    EXPECT_EQ(readFile(dir_ / "a.raw").size(), 4 * 9600u) << "flushed when the stream ends";
    recorder.finish();
    EXPECT_EQ(readFile(dir_ / "a.raw").size(), 4 * 9600u);
}

TEST_F(FormatChangeTest, streamsAtTheSameTimeStillGetFilesOfTheirOwn)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    recorder.pcm(1, view(cd, noise(cd, Frames(10))));
    recorder.pcm(2, view(dat, noise(dat, Frames(20))));
    recorder.finish();
    EXPECT_EQ(readFile(dir_ / "a.raw").size(), 40u);
    EXPECT_EQ(readFile(dir_ / "a-2.raw").size(), 80u);
}

TEST_F(FormatChangeTest, whatCannotBeConvertedIsSplit)
{
    Recorder recorder = this->recorder("raw:" + dir_ / "a.raw");
    const ByteVector pcm(400, std::byte{1});
    recorder.pcm(1, view(dat, pcm));
    recorder.pcm(1, view(ac3, pcm));
    recorder.pcm(1, view(cd, pcm));
    recorder.finish();
    EXPECT_EQ(readFile(dir_ / "a.raw"), pcm);
    EXPECT_EQ(readFile(dir_ / "a-2.raw"), pcm);
    EXPECT_EQ(readFile(dir_ / "a-3.raw"), pcm);
}

TEST_F(FormatChangeTest, encodersTakeItToo)
{
    Recorder recorder = this->recorder("mp3:" + dir_ / "a.mp3");
    recorder.pcm(1, view(cd, sine(cd, Frames(44100), 440)));
    recorder.pcm(1, view(dat, sine(dat, Frames(48000), 440)));
    recorder.finish();
    EXPECT_EQ(ffmpegSamples(dir_ / "a.mp3").size(), 2 * 88'200u);
}

TEST_F(FormatChangeTest, aFullDiskIsReportedAsEver)
{
    inChildWithDisk(dir_ / "disk", 1 << 20, [&] {
        Recorder recorder = this->recorder("raw:" + dir_ / "disk/a.raw");
        recorder.pcm(1, view(cd, noise(cd, Frames(1000))));
        const ByteVector pcm = noise(dat, Frames(48000));
        for (int i = 0; i < 10; ++i)
            recorder.pcm(1, view(dat, pcm));
        recorder.finish();
        ASSERT_EQ(notices_.size(), 1u);
        EXPECT_EQ(notices_[0].what, Notice::What::Failed);
        EXPECT_EQ(notices_[0].error.code, ErrorCode::NoSpace);
        EXPECT_GT(notices_[0].kept, Frames(200'000));
        EXPECT_EQ(notices_[0].format, cd);
    });
}

}  // namespace
}  // namespace dsproxy::test
