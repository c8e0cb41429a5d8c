// SPDX-License-Identifier: GPL-2.0-or-later
/// Which stream goes into which file: a table of plays, with sinks that only write down.
#include "engine/recording/numbered_files.h"
#include "engine/recording/recorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});
const Format dat(AFMT_S16_LE, Channels{2}, Rate{48000});
const Format ac3(AFMT_AC3, Channels{2}, Rate{48000});

/// All that happens to sinks, in order: "open a.wav", "a.wav:1", "checkpoint a.wav"...
struct Stage {
    std::vector<std::string> log;
    std::vector<Notice> notices;
    std::map<std::string, Error> writeErrors;   ///< path: the next write fails
    std::map<std::string, Error> openErrors;
    std::map<std::string, Error> finishErrors;

    struct FakeSink final : Sink {
        Stage& stage;
        std::string path;
        FakeSink(Stage& on, std::string name) : stage(on), path(std::move(name)) {}

        Result<void> write(PcmView pcm) override
        {
            if (stage.writeErrors.contains(path))
                return std::unexpected(stage.writeErrors[path]);
            stage.log.push_back(path + ":" + std::to_string(std::to_integer<int>(pcm.bytes[0])));
            return {};
        }
        Result<void> checkpoint() override
        {
            stage.log.push_back("checkpoint " + path);
            return {};
        }
        Result<void> finish() override
        {
            stage.log.push_back("finish " + path);
            if (stage.finishErrors.contains(path))
                return std::unexpected(stage.finishErrors[path]);
            return {};
        }
    };

    Recorder recorder(const std::vector<std::string>& sinks)
    {
        std::vector<SinkSpec> specs;
        for (const std::string& sink : sinks)
            specs.push_back(*parseSink(sink));
        return Recorder(
            specs, {}, [this](const Notice& notice) { notices.push_back(notice); },
            [this](const SinkSpec& spec, const Format& format,
                   const Tags&) -> Result<std::unique_ptr<Sink>> {
                const std::string name =
                    spec.path.empty() ? std::string(spec.kind->name) : spec.path;
                if (openErrors.contains(name))
                    return std::unexpected(openErrors[name]);
                if (format == ac3 && spec.kind->name == "wav")
                    return fail(ErrorCode::Unsupported, 0, "AFMT_AC3");
                log.push_back("open " + name);
                return std::make_unique<FakeSink>(*this, name);
            });
    }

    std::vector<std::string> without(const std::string& prefix) const
    {
        std::vector<std::string> rest;
        for (const std::string& line : log)
            if (!line.starts_with(prefix))
                rest.push_back(line);
        return rest;
    }
};

/// One second of PCM whose first byte says whose it is.
void play(Recorder& recorder, StreamId stream, const Format& format = cd)
{
    const std::vector<std::byte> pcm(static_cast<std::size_t>(format.bytes(Frames(100)).value),
                                     static_cast<std::byte>(stream));
    recorder.format(stream, format);
    recorder.pcm(stream, PcmView{format, pcm});
}

/// "+1 1 1' -1": stream 1 opens, plays CD, plays DAT, closes; 1* plays AC3.
void perform(Recorder& recorder, const std::string& score)
{
    for (std::size_t i = 0; i < score.size(); ++i) {
        const auto stream = [&](std::size_t at) { return StreamId(score[at] - '0'); };
        if (score[i] == '+')
            recorder.closed(stream(++i));
        else if (score[i] == '-')
            recorder.closed(stream(++i));
        else if (score[i] == 't')
            recorder.tick();
        else if (score[i] != ' ') {
            const char mark = i + 1 < score.size() ? score[i + 1] : ' ';
            play(recorder, stream(i), mark == '\'' ? dat : mark == '*' ? ac3 : cd);
            i += mark == '\'' || mark == '*';
        }
    }
    recorder.finish();
}

using Lines = std::vector<std::string>;

struct Row {
    const char* name;
    const char* score;
    Lines log;
};

const Row fileRows[] = {
    {"nothing played, no file", "+1 -1 +2 -2", {}},
    {"one stream", "+1 1 1 -1", {"open a.wav", "a.wav:1", "a.wav:1", "finish a.wav"}},
    {"one after the other is one recording",
     "+1 1 -1 +2 2 -2",
     {"open a.wav", "a.wav:1", "a.wav:2", "finish a.wav"}},
    {"a silent stream is none",
     "+1 +2 2 -1 -2 +3 3 -3",
     {"open a.wav", "a.wav:2", "a.wav:3", "finish a.wav"}},
    {"overlap",
     "+1 1 +2 2 1 2 -1 -2",
     {"open a.wav", "a.wav:1", "open a-2.wav", "a-2.wav:2", "a.wav:1", "a-2.wav:2", "finish a.wav",
      "finish a-2.wav"}},
    {"open early, play when alone",
     "+1 +2 1 -1 2 -2",
     {"open a.wav", "a.wav:1", "a.wav:2", "finish a.wav"}},
    {"another format",
     "+1 1 -1 +2 2' -2",
     {"open a.wav", "a.wav:1", "finish a.wav", "open a-2.wav", "a-2.wav:2", "finish a-2.wav"}},
    {"format change in mid-stream and back",
     "+1 1 1' 1 -1",
     {"open a.wav", "a.wav:1", "finish a.wav", "open a-2.wav", "a-2.wav:1", "finish a-2.wav",
      "open a-3.wav", "a-3.wav:1", "finish a-3.wav"}},
    {"goes on in the file that was closed last",
     "+1 1 +2 2 -2 -1 +3 3 -3",
     {"open a.wav", "a.wav:1", "open a-2.wav", "a-2.wav:2", "finish a-2.wav", "a.wav:3",
      "finish a.wav"}},
    {"not into a closed file while another plays",
     "+1 1 +2 2 -1 +3 3 -2 -3",
     {"open a.wav", "a.wav:1", "open a-2.wav", "a-2.wav:2", "finish a.wav", "open a-3.wav",
      "a-3.wav:3", "finish a-2.wav", "finish a-3.wav"}},
    {"a format that the file cannot hold is left out",
     "+1 1* 1* -1 +2 2 -2",
     {"open a.wav", "a.wav:2", "finish a.wav"}},
    {"after such a format the stream is back",
     "+1 1* 1 -1",
     {"open a.wav", "a.wav:1", "finish a.wav"}},
    {"a number used again without a close",
     "+1 1 +1 1' -1",
     {"open a.wav", "a.wav:1", "finish a.wav", "open a-2.wav", "a-2.wav:1", "finish a-2.wav"}},
    {"still open at the end", "+1 1", {"open a.wav", "a.wav:1", "finish a.wav"}},
};

TEST(Recorder, naming)
{
    for (const Row& row : fileRows) {
        Stage stage;
        Recorder recorder = stage.recorder({"wav:a.wav"});
        perform(recorder, row.score);
        EXPECT_EQ(stage.without("checkpoint"), row.log) << row.name;
        std::set<std::string> completed;
        for (const Notice& notice : stage.notices)
            if (notice.what == Notice::What::Completed)
                completed.insert(notice.path);
        EXPECT_EQ(completed.size(),
                  static_cast<std::size_t>(std::ranges::count_if(
                      row.log, [](const auto& line) { return line.starts_with("open"); })))
            << row.name;
    }
}

/// The pump may come to the samples of both when the first has long been closed.
TEST(Recorder, overlapCountsFromTheBeginningOfAStream)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav"});
    for (const StreamId id : {1u, 2u}) {
        recorder.closed(id);
        recorder.format(id, cd);
    }
    for (const StreamId id : {1u, 2u}) {
        play(recorder, id, cd);
        recorder.closed(id);
    }
    recorder.finish();
    EXPECT_EQ(stage.without("checkpoint"), (Lines{"open a.wav", "a.wav:1", "finish a.wav",
                                                  "open a-2.wav", "a-2.wav:2", "finish a-2.wav"}));
}

TEST(Recorder, numbersFollowTheBeginningsOfStreams)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav"});
    for (const StreamId id : {1u, 2u, 3u}) {
        recorder.closed(id);
        recorder.format(id, cd);
    }
    for (const StreamId id : {3u, 1u, 2u})
        play(recorder, id, cd);
    EXPECT_EQ(stage.without("checkpoint"), (Lines{"open a-3.wav", "a-3.wav:3", "open a.wav",
                                                  "a.wav:1", "open a-2.wav", "a-2.wav:2"}));
}

TEST(Recorder, completedSaysWhatIsInTheFile)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav"});
    perform(recorder, "+1 1 1 -1 +2 2 -2 +3 3' -3");
    ASSERT_EQ(stage.notices.size(), 2u);
    EXPECT_EQ(stage.notices[0].path, "a.wav");
    EXPECT_EQ(stage.notices[0].kept, Frames(300));
    EXPECT_EQ(stage.notices[0].format, cd);
    EXPECT_EQ(stage.notices[0].kind->name, "wav");
    EXPECT_EQ(stage.notices[1].path, "a-2.wav");
    EXPECT_EQ(stage.notices[1].kept, Frames(100));
    EXPECT_EQ(stage.notices[1].format, dat);
}

TEST(Recorder, stdoutTakesOneAtATime)
{
    Stage stage;
    Recorder recorder = stage.recorder({"stdout"});
    perform(recorder, "+1 1 +2 2 2 1 -1 2 +3 3 3' -3 -2");
    EXPECT_EQ(stage.without("checkpoint"),
              (Lines{"open stdout", "stdout:1", "stdout:1", "finish stdout", "open stdout",
                     "stdout:3", "finish stdout", "open stdout", "stdout:3", "finish stdout"}));
    ASSERT_EQ(stage.notices.size(), 1u) << "once, and for stream 2 only";
    EXPECT_EQ(stage.notices[0].what, Notice::What::NotRecorded);
    EXPECT_EQ(stage.notices[0].error.sys, EBUSY);
}

TEST(Recorder, aNumberThatWasTurnedAwayMayComeBack)
{
    Stage stage;
    Recorder recorder = stage.recorder({"stdout"});
    perform(recorder, "+1 1 +2 2 -2 -1 +2 2 -2");
    EXPECT_EQ(stage.without("checkpoint"), (Lines{"open stdout", "stdout:1", "finish stdout",
                                                  "open stdout", "stdout:2", "finish stdout"}));
}

TEST(Recorder, deviceIsClosedBeforeItIsOpenedAgain)
{
    Stage stage;
    Recorder recorder = stage.recorder({"oss:/dev/dsp"});
    perform(recorder, "+1 1 1' -1");
    EXPECT_EQ(stage.without("checkpoint"),
              (Lines{"open /dev/dsp", "/dev/dsp:1", "finish /dev/dsp", "open /dev/dsp",
                     "/dev/dsp:1", "finish /dev/dsp"}));
    EXPECT_TRUE(stage.notices.empty());
}

TEST(Recorder, nullTakesAll)
{
    Stage stage;
    Recorder recorder = stage.recorder({"null"});
    perform(recorder, "+1 1 +2 2 1 -1 -2");
    EXPECT_EQ(stage.without("checkpoint").size(), 2u + 3u + 2u);
    EXPECT_TRUE(stage.notices.empty());
}

TEST(Recorder, checkpointsOnlyWhatChanged)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav"});
    perform(recorder, "+1 1 t t 1 1 t -1 t");
    EXPECT_EQ(stage.log, (Lines{"open a.wav", "a.wav:1", "checkpoint a.wav", "a.wav:1", "a.wav:1",
                                "checkpoint a.wav", "finish a.wav"}));
}

TEST(Recorder, closeIsACheckpoint)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav"});
    perform(recorder, "+1 1 -1");
    EXPECT_EQ(stage.log[2], "checkpoint a.wav");
}

TEST(Recorder, failureClosesOneOutputAndIsReportedOnce)
{
    Stage stage;
    Recorder recorder = stage.recorder({"wav:a.wav", "mp3:b.mp3"});
    play(recorder, 1);
    stage.writeErrors["a.wav"] = Error{ErrorCode::NoSpace, ENOSPC, "a.wav"};
    play(recorder, 1);
    play(recorder, 1);
    recorder.closed(1);
    play(recorder, 2);
    recorder.finish();
    EXPECT_EQ(stage.without("checkpoint"),
              (Lines{"open a.wav", "a.wav:1", "open b.mp3", "b.mp3:1", "finish a.wav", "b.mp3:1",
                     "b.mp3:1", "b.mp3:2", "finish b.mp3"}));
    ASSERT_EQ(stage.notices.size(), 2u);
    EXPECT_EQ(stage.notices[0].what, Notice::What::Failed);
    EXPECT_EQ(stage.notices[0].error.code, ErrorCode::NoSpace);
    EXPECT_EQ(stage.notices[0].path, "a.wav");
    EXPECT_EQ(stage.notices[0].kept, Frames(100));
    EXPECT_EQ(stage.notices[0].format, cd);
    EXPECT_EQ(stage.notices[1].what, Notice::What::Completed);
    EXPECT_EQ(stage.notices[1].kept, Frames(400));
}

TEST(Recorder, failureToOpenIsReportedOnce)
{
    Stage stage;
    stage.openErrors["a.wav"] = Error{ErrorCode::OpenFailed, EACCES, "a.wav"};
    Recorder recorder = stage.recorder({"wav:a.wav"});
    perform(recorder, "+1 1 1 -1 +2 2 -2");
    ASSERT_EQ(stage.notices.size(), 1u);
    EXPECT_EQ(stage.notices[0].what, Notice::What::Failed);
    EXPECT_EQ(stage.notices[0].error.sys, EACCES);
    EXPECT_EQ(stage.notices[0].kept, Frames(0));
}

TEST(Recorder, failureToFinishIsNoCompletion)
{
    Stage stage;
    stage.finishErrors["a.wav"] = Error{ErrorCode::WriteFailed, EIO, "a.wav"};
    Recorder recorder = stage.recorder({"wav:a.wav"});
    perform(recorder, "+1 1 -1");
    ASSERT_EQ(stage.notices.size(), 1u);
    EXPECT_EQ(stage.notices[0].what, Notice::What::Failed);
    EXPECT_EQ(stage.notices[0].error.sys, EIO);
}

TEST(Recorder, segmentPaths)
{
    EXPECT_EQ(segmentPath("a.wav", 2), "a-2.wav");
    EXPECT_EQ(segmentPath("/x/y.z/a.b.mp3", 13), "/x/y.z/a.b-13.mp3");
    EXPECT_EQ(segmentPath("x.y/a", 2), "x.y/a-2");
    EXPECT_EQ(segmentPath("./a.raw", 2), "./a-2.raw");
}

}  // namespace
}  // namespace dsproxy::test
