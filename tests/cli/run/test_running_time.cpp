// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/running_time.h"

#include "tests/cli/captured_fd.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

constexpr Nanoseconds second(1'000'000'000);
const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

Nanoseconds seconds(std::int64_t count)
{
    return Nanoseconds(count * second.value);
}

TEST(RunningTime, isTheSeedsAfterTwoToThe32Bytes)
{
    CapturedTime captured;
    captured.add(cd, cd.frames(Bytes(1ll << 32)));
    EXPECT_EQ(clockText(captured.total()), "6:45:47.89");
    captured.add(cd, cd.frames(Bytes(9ll << 32)));
    EXPECT_EQ(clockText(captured.total()), "67:37:58.87");
}

TEST(RunningTime, roundsToTheHundredth)
{
    EXPECT_EQ(clockText(Nanoseconds(0)), "0:00:00.00");
    EXPECT_EQ(clockText(Nanoseconds(4'999'999)), "0:00:00.00");
    EXPECT_EQ(clockText(Nanoseconds(5'000'000)), "0:00:00.01");
    EXPECT_EQ(clockText(Nanoseconds(59'994'999'999)), "0:00:59.99");
    EXPECT_EQ(clockText(Nanoseconds(59'995'000'000)), "0:01:00.00");
    EXPECT_EQ(clockText(Nanoseconds(3'599'999'999'999)), "1:00:00.00");
}

TEST(RunningTime, losesNothingToSmallPieces)
{
    CapturedTime captured;
    for (int frame = 0; frame < 44100 * 10; ++frame)
        captured.add(cd, Frames(1));
    EXPECT_EQ(captured.total(), seconds(10));
}

TEST(RunningTime, addsUpStreamsAndFormats)
{
    CapturedTime captured;
    captured.add(cd, Frames(44100));
    captured.add(Format(AFMT_U8, Channels{1}, Rate{8000}), Frames(4000));
    captured.add(cd, Frames(22050));
    EXPECT_EQ(clockText(captured.total()), "0:00:02.00");
}

TEST(RunningTime, runsInPlaceOnATerminal)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    RunningTime time(terminal, true);
    time.tick(seconds(100));
    time.add(cd, Frames(4410));
    time.tick(seconds(101));
    time.finish();
    EXPECT_EQ(captured.text(), "\r\033[K0:00:00.00 captured\r\033[K0:00:00.10 captured"
                               "\r\033[Kdsproxy: 0:00:00.10 captured\n");
}

TEST(RunningTime, isALineEachTenSecondsElsewhere)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), false);
    RunningTime time(terminal, true);
    for (int now = 0; now <= 35; ++now) {
        if (now <= 15)
            time.add(cd, Frames(44100));
        time.tick(seconds(1000 + now));
    }
    time.finish();
    EXPECT_EQ(captured.text(), "dsproxy: 0:00:11.00 captured\ndsproxy: 0:00:16.00 captured\n");
}

TEST(RunningTime, saysAtTheEndThatNothingCame)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), false);
    RunningTime(terminal, true).finish();
    EXPECT_EQ(captured.text(), "dsproxy: 0:00:00.00 captured\n");
}

TEST(RunningTime, isSilentWhenQuiet)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    RunningTime time(terminal, false);
    time.tick(seconds(100));
    time.finish();
    EXPECT_EQ(captured.text(), "");
}

}  // namespace

}  // namespace dsproxy::cli
