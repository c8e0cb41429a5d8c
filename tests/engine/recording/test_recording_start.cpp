// SPDX-License-Identifier: GPL-2.0-or-later
/// Where a recording begins: with what was heard before, with sound.
#include "engine/recording/loud_frames.h"
#include "tests/engine/recording/recording_stage.h"

namespace dsproxy::test {
namespace {

TEST(RecordingStart, whatWasHeardBeforeIsInIt)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(100'000));
    const auto heard = std::make_shared<PreRoll>(seconds(1));
    play(*heard, cd, slice(cd, pcm, 0, 60'000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1), heard);
    play(*branch, cd, slice(cd, pcm, 60'000, 40'000));
    recording->stop();
    EXPECT_EQ(joined(stage.completed()), slice(cd, pcm, 60'000 - 44'100, 44'100 + 40'000));
}

TEST(RecordingStart, savesTheLastSecondsAlone)
{
    RecordingStage stage;
    const Format mono(AFMT_U8, Channels{1}, Rate{8000});
    const ByteVector first = noise(mono, Frames(4000));
    const ByteVector second = noise(cd, Frames(20'000));
    PreRoll heard(seconds(0.6));
    play(heard, mono, first);
    play(heard, cd, second);
    auto recording = stage.start();
    recording->save(factsOf(1), heard);
    recording->stop();
    const auto files = stage.completed();
    ASSERT_EQ(files.size(), 2u) << "one for each format";
    // 20000 frames are 453.514739... ms; 146.48 ms are left for the older format.
    EXPECT_EQ(files[0], slice(mono, first, 4000 - 1171, 1171));
    EXPECT_EQ(files[1], second);
}

TEST(RecordingStart, startsOnSoundWithWhatWasBefore)
{
    for (const std::int64_t before : {0, 4410}) {
        RecordingStage stage;
        stage.settings.startOnSound =
            StartOnSound{-20, Nanoseconds(before * 1'000'000'000 / 44100)};
        ByteVector quiet = silence(cd, 30'001);
        for (std::size_t i = 0; i < quiet.size(); i += 4)
            quiet[i] = static_cast<std::byte>(i / 4);  // tells the frames apart
        const ByteVector pcm = joined({quiet, noise(cd, Frames(5000)), silence(cd, 5000)});
        auto recording = stage.start();
        EXPECT_EQ(recording->state().phase, RecordingState::Phase::WaitingForSound);
        const auto branch = recording->connect(factsOf(1));
        play(*branch, cd, pcm, 37);
        waitUntil([&] { return recording->state().phase == RecordingState::Phase::Running; });
        recording->stop();
        // The first frames of the noise may be quiet, too.
        LoudFrames loud(-20);
        const auto onset = *loud.first(view(cd, pcm));
        const std::int64_t first = onset.value - before;
        EXPECT_EQ(joined(stage.completed()), slice(cd, pcm, first, 40'001 - first)) << before;
    }
}

TEST(RecordingStart, soundOnOneStreamStartsAll)
{
    RecordingStage stage;
    stage.settings.startOnSound = StartOnSound{-50, seconds(0.01)};
    stage.settings.name = "%P";
    const ByteVector quiet = silence(cd, 1000);
    const ByteVector loud(4000, std::byte{0x40});
    auto recording = stage.start();
    StreamFacts facts = factsOf(1);
    facts.pid = 1;
    const auto first = recording->connect(facts);
    facts.pid = 2;
    const auto second = recording->connect(facts);
    play(*first, cd, quiet);
    play(*second, cd, loud);
    play(*first, cd, quiet);
    play(*second, cd, quiet);
    recording->stop();
    EXPECT_EQ(readFile(stage.dir / "music/1.raw"), silence(cd, 441 + 1000));
    EXPECT_EQ(readFile(stage.dir / "music/2.raw"), joined({loud, quiet}));
}

TEST(RecordingStart, aRecordingOfSilenceThatWaitedForSoundIsNone)
{
    RecordingStage stage;
    stage.settings.startOnSound = StartOnSound{-50, seconds(1)};
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, silence(cd, 1000));
    recording->stop();
    EXPECT_TRUE(stage.completed().empty());
    EXPECT_FALSE(std::filesystem::exists(stage.dir / "music"));
}

}  // namespace
}  // namespace dsproxy::test
