// SPDX-License-Identifier: GPL-2.0-or-later
/// Recordings of the service: which frames are in which file, to the frame.
#include "tests/engine/recording/recording_stage.h"

namespace dsproxy::test {
namespace {

using What = Notice::What;
using Counts = std::vector<std::int64_t>;

TEST(Recording, everyFrameOnceAndInOrder)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(100'003));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    play(*branch, cd, pcm);
    branch->end();
    recording->stop();
    ASSERT_EQ(stage.completed().size(), 1u);
    EXPECT_EQ(stage.completed()[0], pcm);
    EXPECT_EQ(stage.told(What::Completed)[0].path, stage.dir / "music/player 1.raw");
    EXPECT_EQ(stage.told(What::Begun)[0].path, stage.dir / "music/player 1.raw");
    EXPECT_EQ(stage.notices.back().what, What::Ended);
}

TEST(Recording, nothingPlayedMakesNothing)
{
    RecordingStage stage;
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    branch->format(cd);
    recording->stop();
    branch->pcm(view(cd, noise(cd, Frames(10))));
    branch->end();
    EXPECT_FALSE(std::filesystem::exists(stage.dir / "music"));
    EXPECT_EQ(recording->state().phase, RecordingState::Phase::Ended);
    EXPECT_EQ(recording->state().lost, Frames(0)) << "what comes after the end is not lost";
}

TEST(Recording, filesAreTheUsersAlone)
{
    RecordingStage stage;
    stage.settings.name = "%p/%N";
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, noise(cd, Frames(10)));
    recording->stop();
    using std::filesystem::perms;
    const auto rights = [&](const std::string& path) {
        return std::filesystem::status(stage.dir / path).permissions();
    };
    EXPECT_EQ(rights("music/player/1.raw"), perms(0600));
    EXPECT_EQ(rights("music/player"), perms(0700));
    EXPECT_EQ(rights("music"), perms(0700));
}

TEST(Recording, neverOverwrites)
{
    RecordingStage stage;
    stage.settings.name = "%p";
    const ByteVector pcm = noise(cd, Frames(10));
    for (int i = 0; i < 3; ++i) {
        auto recording = stage.start();
        play(*recording->connect(factsOf(1)), cd, pcm);
    }
    for (const char* name : {"player.raw", "player-2.raw", "player-3.raw"})
        EXPECT_EQ(readFile(stage.dir / "music/" + name), pcm);
}

TEST(Recording, splitsByTimeAtTheFrame)
{
    RecordingStage stage;
    stage.settings.split.every = seconds(0.1);
    const ByteVector pcm = noise(cd, Frames(4410 * 3 + 17));
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, pcm, 37);
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{4410, 4410, 4410, 17}));
    EXPECT_EQ(joined(stage.completed()), pcm);
}

TEST(Recording, splitsBySizeWithoutExceedingIt)
{
    RecordingStage stage("wav");
    stage.settings.split.size = Bytes(30'001);
    const ByteVector pcm = noise(cd, Frames(20'000));
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, pcm, 37);
    recording->stop();
    std::vector<double> samples;
    for (const Notice& notice : stage.told(What::Completed)) {
        EXPECT_LE(std::filesystem::file_size(notice.path), 30'001u);
        const auto part = ffmpegSamples(notice.path);
        samples.insert(samples.end(), part.begin(), part.end());
    }
    EXPECT_EQ(stage.told(What::Completed).size(), 3u);
    EXPECT_EQ(samples, decoded(cd, pcm));
}

TEST(Recording, aSizeThatNothingFitsInStillMovesOn)
{
    RecordingStage stage("wav");
    stage.settings.split.size = Bytes(1);
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, noise(cd, Frames(5)));
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{1, 1, 1, 1, 1}));
}

TEST(Recording, splitsNowBetweenTwoPieces)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(3001));
    auto recording = stage.start();
    const auto first = recording->connect(factsOf(1));
    const auto second = recording->connect(factsOf(2));
    play(*first, cd, slice(cd, pcm, 0, 1000));
    play(*second, cd, slice(cd, pcm, 0, 10));
    recording->split();
    recording->split();
    play(*first, cd, slice(cd, pcm, 1000, 2001));
    play(*second, cd, slice(cd, pcm, 10, 20));
    first->end();
    second->end();
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{1000, 10, 2001, 20}));
    const auto files = stage.completed();
    EXPECT_EQ(joined({files[0], files[2]}), pcm);
    EXPECT_EQ(joined({files[1], files[3]}), slice(cd, pcm, 0, 30));
}

TEST(Recording, splitsWhereSoundGoesOnAfterSilence)
{
    RecordingStage stage;
    stage.settings.split.silence = Silence{-50, seconds(0.1)};
    const ByteVector pcm = joined({silence(cd, 9000), noise(cd, Frames(5000)), silence(cd, 4410),
                                   noise(cd, Frames(3000)), silence(cd, 4409),
                                   noise(cd, Frames(2000)), silence(cd, 10'000)});
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, pcm, 37);
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{9000 + 5000 + 4410, 3000 + 4409 + 2000 + 10'000}));
    EXPECT_EQ(joined(stage.completed()), pcm);
}

TEST(Recording, pauseLeavesOutWhatIsPlayedMeanwhile)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(3000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    play(*branch, cd, slice(cd, pcm, 0, 1000));
    recording->pause(true);
    EXPECT_EQ(recording->state().phase, RecordingState::Phase::Paused);
    play(*branch, cd, slice(cd, pcm, 1000, 1000));
    recording->pause(false);
    play(*branch, cd, slice(cd, pcm, 2000, 1000));
    recording->stop();
    ASSERT_EQ(stage.completed().size(), 1u);
    EXPECT_EQ(stage.completed()[0], joined({slice(cd, pcm, 0, 1000), slice(cd, pcm, 2000, 1000)}));
    EXPECT_EQ(stage.lost(), Frames(0));
}

TEST(Recording, endsAtItsLengthToTheFrame)
{
    RecordingStage stage;
    stage.settings.limits.length = seconds(0.1);
    const ByteVector pcm = noise(cd, Frames(10'000));
    auto recording = stage.start();
    const auto first = recording->connect(factsOf(1));
    play(*first, cd, slice(cd, pcm, 0, 4000), 37);
    first->end();
    play(*recording->connect(factsOf(2)), cd, slice(cd, pcm, 4000, 6000), 37);
    waitUntil([&] { return recording->state().phase == RecordingState::Phase::Ended; });
    waitUntil([&] { return !stage.told(What::Ended).empty(); });
    EXPECT_EQ(joined(stage.completed()), slice(cd, pcm, 0, 4410)) << "streams in turn add up";
    EXPECT_EQ(recording->state().length, cd.duration(Frames(4000)) + cd.duration(Frames(410)));
    EXPECT_TRUE(recording->state().files.empty());
}

TEST(Recording, streamsAtOnceDoNotAddUp)
{
    RecordingStage stage;
    stage.settings.limits.length = seconds(0.1);
    auto recording = stage.start();
    const auto first = recording->connect(factsOf(1));
    const auto second = recording->connect(factsOf(2));
    const ByteVector pcm = noise(cd, Frames(100));
    for (int i = 0; i < 44; ++i) {
        play(*first, cd, pcm, 100);
        play(*second, cd, pcm, 100);
    }
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{4400, 4310})) << "the second began 100 frames late";
}

TEST(Recording, endsAtItsSize)
{
    RecordingStage stage;
    stage.settings.limits.size = Bytes(10'002);
    stage.settings.split.every = seconds(0.01);
    const ByteVector pcm = noise(cd, Frames(4000));
    auto recording = stage.start();
    play(*recording->connect(factsOf(1)), cd, pcm, 37);
    recording->stop();
    EXPECT_EQ(joined(stage.completed()), slice(cd, pcm, 0, 2500));
    EXPECT_EQ(recording->state().bytes, Bytes(10'000));
}

TEST(Recording, streamsOfOneProgramShareAFileOthersDoNot)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(100));
    auto recording = stage.start();
    for (const char* program : {"/bin/a", "/bin/a", "/bin/b", "/bin/a"}) {
        const auto branch = recording->connect(factsOf(1, program));
        play(*branch, cd, pcm);
        branch->end();
    }
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{200, 100, 100}));
    EXPECT_EQ(stage.told(What::Completed)[1].path, stage.dir / "music/b 2.raw");
}

TEST(Recording, aStreamThatWaitedDoesNotGoOnInTheFileOfAnotherProgram)
{
    RecordingStage stage;
    const ByteVector pcm = noise(cd, Frames(100));
    auto recording = stage.start();
    const auto first = recording->connect(factsOf(1, "/bin/a"));
    const auto second = recording->connect(factsOf(2, "/bin/b"));
    play(*first, cd, pcm);
    first->end();
    play(*second, cd, pcm);
    second->end();
    recording->stop();
    EXPECT_EQ(stage.completedFrames(), (Counts{100, 100}));
    EXPECT_EQ(stage.told(What::Completed)[1].path, stage.dir / "music/b 2.raw");
}

TEST(Recording, severalAtOnceInOtherFormats)
{
    RecordingStage raw;
    RecordingStage wav("wav");
    RecordingStage flac("flac");
    const ByteVector pcm = noise(cd, Frames(50'000));
    for (RecordingStage* stage : {&raw, &wav, &flac})
        stage->settings.split.every = seconds(stage == &raw ? 0.3 : 0.7);
    {
        const auto one = raw.start();
        const auto two = wav.start();
        const auto three = flac.start();
        std::vector<std::shared_ptr<Branch>> branches;
        for (Recording* recording : {one.get(), two.get(), three.get()})
            branches.push_back(recording->connect(factsOf(1)));
        for (const auto& branch : branches)
            play(*branch, cd, pcm);
    }
    EXPECT_EQ(joined(raw.completed()), pcm);
    for (RecordingStage* stage : {&wav, &flac}) {
        std::vector<double> samples;
        for (const Notice& notice : stage->told(What::Completed)) {
            const auto part = ffmpegSamples(notice.path);
            samples.insert(samples.end(), part.begin(), part.end());
        }
        EXPECT_EQ(samples, decoded(cd, pcm)) << stage->settings.kind->name;
    }
}

TEST(Recording, tagsAreThoseOfTheMomentAFileBegins)
{
    RecordingStage stage("flac");
    stage.settings.name = "%s";
    auto recording = stage.start();
    StreamFacts facts = factsOf(7);
    facts.song = "Eins";
    const auto branch = recording->connect(facts);
    play(*branch, cd, noise(cd, Frames(100)));
    facts.song = "Zwei";
    recording->update(facts);
    recording->split();
    play(*branch, cd, noise(cd, Frames(100)));
    recording->setTags({{"artist", "Wir"}});
    recording->split();
    play(*branch, cd, noise(cd, Frames(100)));
    recording->stop();
    const auto tag = [&](const char* file, const std::string& name) {
        return probe("'" + stage.dir / "music/" + file + "'", "format_tags=" + name);
    };
    EXPECT_EQ(tag("Eins.flac", "title"), "Eins");
    EXPECT_EQ(tag("Zwei.flac", "title"), "Zwei");
    EXPECT_EQ(tag("Zwei.flac", "artist"), "");
    EXPECT_EQ(tag("Zwei-2.flac", "artist"), "Wir");
}

TEST(Recording, refusesWhatItCannotDo)
{
    RecordingSettings settings;
    EXPECT_EQ(Recording::start(settings, nullptr).error().code, ErrorCode::Unsupported);
    settings.kind = parseSink("stdout")->kind;
    EXPECT_EQ(Recording::start(settings, nullptr).error().code, ErrorCode::Unsupported);
    settings.kind = parseSink("flac:x")->kind;
    settings.options = {{"level", "99"}};
    EXPECT_EQ(Recording::start(settings, nullptr).error().code, ErrorCode::BadSpec);
    settings.options.clear();
    settings.name = "%p %q";
    EXPECT_EQ(Recording::start(settings, nullptr).error().subject, "%q");
    settings.name = "%p";
    settings.folder = "music";
    EXPECT_EQ(Recording::start(settings, nullptr).error().subject, "music");
}

}  // namespace
}  // namespace dsproxy::test
