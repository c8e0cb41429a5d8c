// SPDX-License-Identifier: GPL-2.0-or-later
/// Disks that are slow, full or gone, and a recording that is killed.
#include "tests/engine/recording/recording_stage.h"

#include <sys/resource.h>

namespace dsproxy::test {
namespace {

using What = Notice::What;

/// What a disk does for all files on it.
struct Disk {
    std::mutex mutex;
    std::condition_variable moves;
    bool stalls = false;
    bool arrived = false;  ///< somebody waits for it
    bool full = false;
    ByteVector kept;
    std::shared_ptr<std::atomic<int>> sinks = std::make_shared<std::atomic<int>>(0);  ///< open

    void stall(bool on)
    {
        const std::lock_guard lock(mutex);
        stalls = on;
        moves.notify_all();
    }
    void fill(bool on)
    {
        const std::lock_guard lock(mutex);
        full = on;
    }
    bool waitedFor()
    {
        const std::lock_guard lock(mutex);
        return arrived;
    }
};

struct DiskSink final : Sink {
    Disk& disk;
    std::shared_ptr<std::atomic<int>> sinks;  ///< outlives the disk

    explicit DiskSink(Disk& on) : disk(on), sinks(on.sinks) { ++*sinks; }
    ~DiskSink() override { --*sinks; }

    Result<void> write(PcmView pcm) override
    {
        std::unique_lock lock(disk.mutex);
        disk.arrived = true;
        disk.moves.wait(lock, [this] { return !disk.stalls; });
        if (disk.full)
            return fail(ErrorCode::NoSpace, ENOSPC, "disk");
        disk.kept.insert(disk.kept.end(), pcm.bytes.begin(), pcm.bytes.end());
        return {};
    }
    Result<void> finish() override { return {}; }
};

struct DiskStage : RecordingStage {
    Disk disk;
    DiskStage()
    {
        settings.open = [this](const SinkSpec&, const Format&,
                               const Tags&) -> Result<std::unique_ptr<Sink>> {
            return std::make_unique<DiskSink>(disk);
        };
        settings.comeback = Comeback{Nanoseconds(0), Bytes(0)};
    }
};

TEST(RecordingDisk, whatAStalledDiskHasNoRoomForIsCounted)
{
    DiskStage stage;
    stage.settings.queue = Bytes(1 << 20);
    const ByteVector pcm = noise(cd, Frames(2'000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    stage.disk.stall(true);
    branch->format(cd);
    for (int i = 0; i < 200; ++i)
        branch->pcm(view(cd, pcm));
    waitUntil([&] { return stage.disk.waitedFor(); });
    // Of 8000 bytes each; nothing was dealt with meanwhile.
    constexpr std::int64_t fit = (1 << 20) / (8000 + sizeof(Message));
    const Frames lost = recording->state().lost;
    EXPECT_EQ(lost, Frames((200 - fit) * 2000));
    EXPECT_FALSE(recording->stop(std::chrono::milliseconds(1)));
    stage.disk.stall(false);
    recording->stop();
    EXPECT_EQ(stage.lost(), lost);
    EXPECT_EQ(cd.frames(Bytes(std::ssize(stage.disk.kept))), Frames(fit * 2000));
    EXPECT_TRUE(startsWith(stage.disk.kept, pcm));
    EXPECT_EQ(stage.told(What::Hole)[0].kept, Frames(fit * 2000)) << "where they are missing";
}

TEST(RecordingDisk, nobodyWaitsForOneThatHangs)
{
    DiskStage stage;
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    stage.disk.stall(true);
    branch->pcm(view(cd, noise(cd, Frames(1000))));
    waitUntil([&] { return stage.disk.waitedFor(); });
    recording.reset();
    branch->pcm(view(cd, noise(cd, Frames(1000))));
    branch->end();
    EXPECT_TRUE(stage.notices.empty());
    stage.disk.stall(false);
    waitUntil([&] { return *stage.disk.sinks == 0; });
    EXPECT_TRUE(stage.notices.empty()) << "who was left alone tells nobody";
    EXPECT_EQ(stage.disk.kept, noise(cd, Frames(1000))) << "but loses nothing";
}

TEST(RecordingDisk, aHoleIsToldWhereItIs)
{
    DiskStage stage;
    stage.settings.queue = Bytes(10 * (8000 + sizeof(Message)));
    const ByteVector pcm = noise(cd, Frames(2'000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    stage.disk.stall(true);
    for (int i = 0; i < 12; ++i)
        branch->pcm(view(cd, pcm));
    stage.disk.stall(false);
    waitUntil([&] { return recording->state().last.frames == Frames(20'000); });
    branch->pcm(view(cd, pcm));
    recording->stop();
    const auto holes = stage.told(What::Hole);
    ASSERT_EQ(holes.size(), 1u);
    EXPECT_EQ(holes[0].kept, Frames(20'000));
    EXPECT_EQ(holes[0].lost, Frames(4'000));
    EXPECT_EQ(stage.told(What::Completed)[0].kept, Frames(22'000));
}

TEST(RecordingDisk, comesBackWhenThereIsSpace)
{
    DiskStage stage;
    const ByteVector pcm = noise(cd, Frames(1000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    const auto playAll = [&](int times, std::int64_t frames, std::int64_t lost) {
        for (int i = 0; i < times; ++i)
            branch->pcm(view(cd, pcm));
        waitUntil([&] {
            const RecordingState state = recording->state();
            return state.length == cd.duration(Frames(frames)) && state.lost == Frames(lost);
        });
    };
    playAll(3, 3000, 0);
    stage.disk.fill(true);
    playAll(5, 3000, 5000);
    EXPECT_EQ(recording->state().error->code, ErrorCode::NoSpace);
    stage.disk.fill(false);
    playAll(2, 5000, 5000);
    EXPECT_FALSE(recording->state().error);
    recording->stop();

    const auto failed = stage.told(What::Failed);
    ASSERT_EQ(failed.size(), 1u) << "once, however often it was tried";
    EXPECT_EQ(failed[0].kept, Frames(3000));
    ASSERT_EQ(stage.told(What::Begun).size(), 2u);
    ASSERT_EQ(stage.told(What::Hole).size(), 1u);
    EXPECT_EQ(stage.told(What::Hole)[0].lost, Frames(5000));
    EXPECT_EQ(stage.told(What::Hole)[0].path, stage.told(What::Begun)[1].path);
    const auto files = std::filesystem::directory_iterator(stage.dir / "music");
    EXPECT_EQ(std::distance(begin(files), end(files)), 2) << "attempts leave nothing";
}

TEST(RecordingDisk, waitsForTheSpaceThatIsAsked)
{
    DiskStage stage;
    stage.settings.comeback->free = Bytes(std::int64_t{1} << 60);
    const ByteVector pcm = noise(cd, Frames(1000));
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    stage.disk.fill(true);
    branch->pcm(view(cd, pcm));
    waitUntil([&] { return recording->state().lost == Frames(1000); });
    stage.disk.fill(false);
    branch->pcm(view(cd, pcm));
    recording->stop();
    EXPECT_TRUE(stage.disk.kept.empty());
    EXPECT_EQ(stage.lost(), Frames(2000));
}

TEST(RecordingDisk, endsAtAnErrorWhereItIsNotToComeBack)
{
    DiskStage stage;
    stage.settings.comeback.reset();
    auto recording = stage.start();
    const auto branch = recording->connect(factsOf(1));
    stage.disk.fill(true);
    branch->pcm(view(cd, noise(cd, Frames(1000))));
    waitUntil([&] { return !stage.told(What::Ended).empty(); });
    EXPECT_EQ(stage.told(What::Ended)[0].error.code, ErrorCode::NoSpace);
    EXPECT_EQ(stage.lost(), Frames(1000));
}

TEST(RecordingDisk, aRealDiskThatIsFullKeepsWhatFits)
{
    const TempDir dir;
    inChildWithDisk(dir / "disk", 1 << 20, [&] {
        RecordingStage stage("wav");
        stage.settings.folder = dir / "disk/music";
        stage.settings.comeback = Comeback{Nanoseconds(0), Bytes(1 << 19)};
        const ByteVector pcm = noise(cd, Frames(441'000));
        auto recording = stage.start();
        const auto branch = recording->connect(factsOf(1));
        play(*branch, cd, pcm, 4000);
        waitUntil([&] { return recording->state().lost > Frames(0) && recording->state().error; });
        waitUntil([&] {
            const RecordingState state = recording->state();
            return state.lost.value + cd.frames(state.length).value >= 440'999;
        });
        const auto failed = stage.told(What::Failed);
        ASSERT_EQ(failed.size(), 1u);
        EXPECT_EQ(failed[0].error.code, ErrorCode::NoSpace);
        const auto samples = ffmpegSamples(failed[0].path);
        EXPECT_GE(std::ssize(samples) / 2, failed[0].kept.value);
        EXPECT_TRUE(
            std::ranges::equal(samples, decoded(cd, slice(cd, pcm, 0, std::ssize(samples) / 2))));
        EXPECT_GT(failed[0].kept, Frames(200'000));

        std::filesystem::remove(failed[0].path);
        branch->pcm(view(cd, slice(cd, pcm, 0, 1000)));
        recording->stop();
        ASSERT_EQ(stage.told(What::Completed).size(), 1u);
        EXPECT_EQ(ffmpegSamples(stage.told(What::Completed)[0].path),
                  decoded(cd, slice(cd, pcm, 0, 1000)));
    });
}

TEST(RecordingDisk, aFileThatMayGrowNoMoreIsFollowedByAnother)
{
    inChild([] {
        RecordingStage stage("wav");
        const rlimit limit{100'000, 100'000};
        ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
        const ByteVector pcm = noise(cd, Frames(60'000));
        auto recording = stage.start();
        play(*recording->connect(factsOf(1)), cd, pcm);
        recording->stop();
        const auto failed = stage.told(What::Failed);
        ASSERT_EQ(failed.size(), 2u);
        Frames kept = stage.told(What::Completed)[0].kept;
        for (const Notice& notice : failed) {
            EXPECT_EQ(notice.error.sys, EFBIG);
            EXPECT_GT(notice.kept, Frames(15'000));
            EXPECT_GE(ffmpegSamples(notice.path).size(), 2 * 15'000u);
            kept += notice.kept;
        }
        EXPECT_EQ(kept + stage.lost(), Frames(60'000)) << "kept, or told to be missing";
        EXPECT_EQ(stage.lost(), recording->state().lost);
    });
}

TEST(RecordingDisk, aKilledRecordingPlaysUpToItsLastSecond)
{
    for (const std::string kind : {"wav", "flac", "vorbis", "mp3"}) {
        RecordingStage stage(kind);
        const std::string said = killed(0, [&](int fd) {
            auto recording = stage.start();
            const auto branch = recording->connect(factsOf(1));
            const ByteVector pcm = sine(cd, Frames(44100), 440);
            for (int i = 0; i < 3; ++i)
                play(*branch, cd, pcm, 1000);
            waitUntil([&] { return recording->state().safe >= seconds(3); });
            std::ignore = write(fd, "x", 1);
            pause();
        });
        EXPECT_EQ(said, "x");
        std::filesystem::directory_iterator file(stage.dir / "music");
        EXPECT_GE(ffmpegSamples(file->path()).size(), 2 * 2 * 44100u) << kind;
    }
}

}  // namespace
}  // namespace dsproxy::test
