// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/messages.h"

#include "oss/abi.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using enum Notice::What;

constexpr SinkKind file{.name = "wav", .place = SinkPlace::Files};
constexpr SinkKind device{.name = "oss", .place = SinkPlace::Device};
constexpr SinkKind standardOutput{.name = "stdout", .place = SinkPlace::Stdout};

Notice notice(Notice::What what, const SinkKind& kind, std::string path, Frames kept,
              Error error = {})
{
    return {.what = what,
            .kind = &kind,
            .path = std::move(path),
            .format = Format(AFMT_S16_LE, Channels{2}, Rate{44100}),
            .kept = kept,
            .error = std::move(error)};
}

TEST(NoticeText, saysWhereTheAudioIs)
{
    EXPECT_EQ(describe(notice(Completed, file, "/x/demo.wav", Frames(542430))),
              "/x/demo.wav holds 0:00:12.30 of AFMT_S16_LE, 2 channels, 44100 Hz");
    EXPECT_EQ(describe(notice(Failed, file, "/x/demo.wav", Frames(542430),
                              {ErrorCode::NoSpace, ENOSPC, "/x/demo.wav"})),
              "the disk is full: 0:00:12.30 are kept in /x/demo.wav; the program plays on");
    EXPECT_EQ(describe(notice(Failed, file, "demo.wav", Frames(44100),
                              {ErrorCode::WriteFailed, EIO, "demo.wav"})),
              "demo.wav takes no more data: Input/output error; 0:00:01.00 are kept in demo.wav; "
              "the program plays on");
    EXPECT_EQ(describe(notice(Failed, file, "demo.wav", Frames(0),
                              {ErrorCode::OpenFailed, EACCES, "demo.wav"})),
              "demo.wav cannot be opened: Permission denied; nothing is kept in demo.wav; "
              "the program plays on");
}

TEST(NoticeText, promisesNothingOfWhatKeepsNothing)
{
    EXPECT_EQ(describe(notice(Failed, device, "/dev/dsp1", Frames(44100),
                              {ErrorCode::WriteFailed, ENODEV, "/dev/dsp1"})),
              "/dev/dsp1 takes no more data: No such device; oss:/dev/dsp1 gets no more, "
              "the program plays on");
    EXPECT_EQ(describe(notice(Failed, standardOutput, "", Frames(44100),
                              {ErrorCode::WriteFailed, EPIPE, "stdout"})),
              "stdout takes no more data: Broken pipe; stdout gets no more, the program plays on");
}

TEST(NoticeText, saysHowToKeepWhatWasTurnedAway)
{
    EXPECT_EQ(describe(notice(NotRecorded, standardOutput, "", Frames(0),
                              {ErrorCode::OpenFailed, EBUSY, ""})),
              "a stream of AFMT_S16_LE, 2 channels, 44100 Hz does not go to stdout, which takes "
              "one at a time; add --record FILE to keep it");
    EXPECT_EQ(describe(notice(NotRecorded, file, "a.wav", Frames(0),
                              {ErrorCode::Unsupported, 0, "AFMT_AC3"})),
              "a stream of AFMT_S16_LE, 2 channels, 44100 Hz does not go to a.wav, which has no "
              "such format; add --record FILE.raw, which has them all");
}

}  // namespace

}  // namespace dsproxy::cli
