// SPDX-License-Identifier: GPL-2.0-or-later
/// The small rules of a recording: loud and silent, whose title, how long the disk will do.
#include "engine/recording/loud_frames.h"
#include "engine/recording/plain_text.h"
#include "engine/recording/space_forecast.h"
#include "engine/recording/tag_sources.h"
#include "tests/engine/recording/recording_stage.h"

namespace dsproxy::test {
namespace {

TEST(LoudFrames, aFrameIsLoudBeyondItsLevelOnly)
{
    const Format mono(AFMT_S16_LE, Channels{1}, Rate{8000});
    const std::int16_t samples[] = {0, 3276, -3276, 3277, -3277, 32767};  // -20 dB is 3276.8
    const auto bytes = std::as_bytes(std::span(samples));
    LoudFrames loud(-20);
    EXPECT_EQ(loud.of({mono, bytes}), (std::vector<bool>{false, false, false, true, true, true}));
    EXPECT_EQ(loud.first({mono, bytes}), Frames(3));
    EXPECT_EQ(loud.first({mono, bytes.first(6)}), std::nullopt);
    const Format stereo(AFMT_S16_LE, Channels{2}, Rate{8000});
    EXPECT_EQ(loud.of({stereo, bytes}), (std::vector<bool>{false, true, true}))
        << "one channel is enough";
}

TEST(LoudFrames, silenceOfUnsignedAndLawFormatsIsSilence)
{
    for (const std::uint32_t afmt : {AFMT_U8, AFMT_U16_LE, AFMT_MU_LAW, AFMT_A_LAW}) {
        const Format format(afmt, Channels{1}, Rate{8000});
        ByteVector pcm = silence(format, 100);
        oss_format_silence(afmt, pcm.data(), static_cast<std::uint32_t>(pcm.size()), 0);
        EXPECT_EQ(LoudFrames(-50).first(view(format, pcm)), std::nullopt) << afmt;
    }
}

TEST(SpaceForecast, filesThatGrowAtOnceAddUp)
{
    const Nanoseconds second(1'000'000'000);
    const FileGrowth files[] = {{Bytes(176'400), second},
                                {Bytes(32'000), Nanoseconds(2 * second.value)},
                                {Bytes(44), Nanoseconds(0)}};
    EXPECT_DOUBLE_EQ(bytesPerSecond(files), 176'400 + 16'000);
    EXPECT_EQ(timeLeft(Bytes(1'764'000), 176'400), Nanoseconds(10 * second.value));
    EXPECT_EQ(timeLeft(Bytes(0), 1), Nanoseconds(0));
    EXPECT_EQ(timeLeft(Bytes(1), 0), std::nullopt);
    EXPECT_EQ(timeLeft(Bytes(std::int64_t{1} << 62), 1e-3)->value,
              std::numeric_limits<std::int64_t>::max());
}

TEST(SpaceForecast, aFolderToComeHasTheSpaceOfTheOneAbove)
{
    const TempDir dir;
    EXPECT_GT(*freeSpace(dir / "a/b/c"), Bytes(0));
    writeFile(dir / "file", ByteVector(1));
    EXPECT_EQ(freeSpace(dir / "file/x").error().sys, ENOTDIR);
}

TEST(SpaceForecast, isPartOfTheState)
{
    RecordingStage stage;
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    play(*branch, cd, noise(cd, Frames(44100)));
    waitUntil([&] { return recording->state().last.frames == Frames(44100); });
    const RecordingState state = recording->state();
    EXPECT_GT(state.free, Bytes(0));
    EXPECT_EQ(state.left, timeLeft(state.free, 4.0 * 44100));
    ASSERT_EQ(state.files.size(), 1u);
    EXPECT_EQ(state.files[0].bytes, Bytes(4 * 44100));
    EXPECT_EQ(state.files[0].frames, Frames(44100));
    EXPECT_EQ(state.files[0].path, state.last.path);
}

TEST(TagSources, whoIsBelieved)
{
    TagSources sources{.said = {}, .player = {}, .song = "", .label = "", .program = "program"};
    EXPECT_EQ(recordingTags(sources), (Tags{{"title", "program"}}));
    sources.label = "label";
    EXPECT_EQ(recordingTags(sources)["title"], "label");
    sources.song = "song\n";
    EXPECT_EQ(recordingTags(sources)["title"], "song");
    sources.player = NowPlaying{.title = "title",
                                .artist = "artist",
                                .album = "album",
                                .track = "4",
                                .date = "1998-02-03T00:00:00Z",
                                .coverUrl = ""};
    EXPECT_EQ(recordingTags(sources), (Tags{{"title", "title"},
                                            {"artist", "artist"},
                                            {"album", "album"},
                                            {"track", "4"},
                                            {"year", "1998"}}));
    sources.said = {{"title", "said"}, {"artist", ""}, {"genre", "Noise"}};
    EXPECT_EQ(recordingTags(sources), (Tags{{"title", "said"},
                                            {"album", "album"},
                                            {"genre", "Noise"},
                                            {"track", "4"},
                                            {"year", "1998"}}));
}

TEST(PlainText, isOneLineOfUtf8)
{
    EXPECT_EQ(plainText("  a\r\n\tb\x7f  c "), "a b c");
    EXPECT_EQ(plainText("\xc3\xa4\xff\xc3"), "\xc3\xa4\ufffd\ufffd");
    EXPECT_EQ(plainText("\xc2\x9b"
                        "31m"),
              "31m")
        << "C1 controls, too";
    EXPECT_EQ(beginning("aäb", 2), "a");
    EXPECT_EQ(beginning("aäb", 3), "aä");
    EXPECT_EQ(beginning("", 3), "");
}

}  // namespace
}  // namespace dsproxy::test
