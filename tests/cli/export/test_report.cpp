// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/report.h"

#include "cli/export/messages.h"
#include "engine/sinks/sink_spec.h"
#include "tests/cli/captured_fd.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

const ExportJob job{
    .input = "a.wav", .target = *parseRecording("a.mp3"), .existing = Existing::Keep, .tags = {}};
const Exported whole{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Frames(66150), true};
constexpr std::string_view holds = "a.mp3 holds 0:00:01.50 of AFMT_S16_LE, 2 channels, 44100 Hz";

std::string refusal(ErrorCode code, int sys, const std::string& subject)
{
    return describe(job, Error{code, sys, subject});
}

TEST(ExportMessages, sayWhatTheFileHolds)
{
    EXPECT_EQ(describe(job, whole), holds);
    Exported torn = whole;
    torn.complete = false;
    EXPECT_EQ(describe(job, torn), std::string(holds) + "; not all of a.wav could be read");
}

TEST(ExportMessages, sayWhyThereIsNone)
{
    EXPECT_EQ(refusal(ErrorCode::OpenFailed, EEXIST, "a.mp3"),
              "a.wav is not exported: a.mp3 is there already; add --force to replace it");
    EXPECT_EQ(refusal(ErrorCode::OpenFailed, ENOENT, "a.wav"),
              "a.wav cannot be opened: No such file or directory; check its name and that its "
              "folder is there");
    EXPECT_EQ(refusal(ErrorCode::OpenFailed, ESPIPE, "a.wav"),
              "a.wav is not exported: a.wav is not a file; name one");
    EXPECT_EQ(refusal(ErrorCode::NoSpace, ENOSPC, "a.mp3"),
              "a.wav is not exported: the disk of a.mp3 is full; free some space or choose another "
              "place");
    EXPECT_EQ(refusal(ErrorCode::Unsupported, 0, "a.wav"),
              "a.wav is not exported: it is no sound file that dsproxy reads; give samples without "
              "a header one first, for example with sox(1)");
    EXPECT_EQ(refusal(ErrorCode::Unsupported, 0, "AFMT_AC3"),
              "a.wav is not exported: mp3 cannot hold its samples (AFMT_AC3); choose another "
              "--format");
}

TEST(ExportMessages, sayHowFarItIs)
{
    const ExportProgress half{0.505, Nanoseconds(300'000'000'000)};
    EXPECT_EQ(describe(half, 3, 20, Nanoseconds(10'000'000'000)),
              "3 of 20 files, 50 %, 30.0 x real time, 0:00:10 left");
    EXPECT_EQ(describe({}, 0, 2, Nanoseconds(0)), "0 of 2 files, 0 %");
    EXPECT_EQ(describe({}, 0, 2, Nanoseconds(1'000'000'000)), "0 of 2 files, 0 %");
}

TEST(ExportReport, aLineForEachFileWhereNothingCanBeRedrawn)
{
    const CapturedFd captured;
    Terminal terminal(captured.fd(), false);
    ExportReport report(terminal, 3, false);
    report.progress({0.1, Nanoseconds(1)}, Nanoseconds(1));
    report.finished(job, whole);
    report.finished(job, fail(ErrorCode::OpenFailed, EEXIST, "a.mp3"));
    EXPECT_FALSE(report.complete());
    report.finished(job, whole);
    EXPECT_TRUE(report.complete() && report.hasFailures());
    report.summary();
    EXPECT_EQ(captured.text(),
              std::format("dsproxy: {0}\ndsproxy: a.wav is not exported: a.mp3 is there already; "
                          "add --force to replace it\ndsproxy: {0}\n"
                          "dsproxy: 2 of 3 files are exported, 1 failed\n",
                          holds));
}

TEST(ExportReport, oneLiveLineOnATerminal)
{
    const CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    ExportReport report(terminal, 2, false);
    report.finished(job, whole);
    report.progress({0.5, Nanoseconds(4'000'000'000)}, Nanoseconds(2'000'000'000));
    report.finished(job, whole);
    report.summary();
    EXPECT_EQ(captured.text(), "\r\033[K1 of 2 files, 50 %, 2.0 x real time, 0:00:02 left\r\033[K"
                               "dsproxy: 2 files are exported\n");
}

TEST(ExportReport, quietIsWithoutGoodNews)
{
    const CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    ExportReport report(terminal, 3, true);
    report.progress({0.5, Nanoseconds(1)}, Nanoseconds(1));
    report.finished(job, whole);
    Exported torn = whole;
    torn.complete = false;
    report.finished(job, torn);
    report.finished(job, fail(ErrorCode::System, ECANCELED));
    report.summary();
    EXPECT_EQ(captured.text(), std::format("dsproxy: {}; not all of a.wav could be read\n"
                                           "dsproxy: cancelled: 2 of 3 files are exported\n",
                                           holds));
}

}  // namespace

}  // namespace dsproxy::cli
