// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/english_log.h"

#include "tests/cli/events.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace dsproxy::cli {

namespace {

using Text = std::vector<std::string>;

Text logOf(const std::vector<Event>& events)
{
    Lines lines;
    EnglishLog log(lines);
    for (const Event& event : events)
        log.event(event);
    return lines.all;
}

Event at(Event event, std::uint64_t frame, std::uint64_t dropped_bytes = 0)
{
    event.frame = frame;
    event.dropped_bytes = dropped_bytes;
    return event;
}

TEST(EnglishLog, saysWhatTheOriginalSaid)
{
    const Text expected = {
        "SNDCTL_DSP_SETFMT   => AFMT_S16_LE AFMT_S16_NE",
        "SNDCTL_DSP_STEREO   => yes",
        "SNDCTL_DSP_SPEED    => 44100",
    };
    EXPECT_EQ(
        logOf({ioctlEvent(SNDCTL_DSP_SETFMT, AFMT_S16_LE, AFMT_S16_LE),
               ioctlEvent(SNDCTL_DSP_STEREO, 1, 1), ioctlEvent(SNDCTL_DSP_SPEED, 44100, 44100)}),
        expected);
}

TEST(EnglishLog, tellsTheLifeOfAStream)
{
    Event closed = at(eventOf(EventKind::Closed), 1);
    const Text expected = {
        "opened /dev/dsp to play by mtv (4711)",
        "format AFMT_S16_LE, 2 channels, 44100 Hz from frame 0",
        "started at frame 1024",
        "underrun at frame 2048",
        "reset at frame 3000 dropped 4096 bytes",
        "stopped at frame 3001",
        "drained at frame 3002",
        "mapped its buffer",
        "closed after 1 frame",
    };
    EXPECT_EQ(
        logOf({openedEvent(), formatEvent(AFMT_S16_LE, 2, 44100),
               at(eventOf(EventKind::Started), 1024), at(eventOf(EventKind::Underrun), 2048),
               at(eventOf(EventKind::Reset), 3000, 4096), at(eventOf(EventKind::Stopped), 3001),
               at(eventOf(EventKind::Drained), 3002), eventOf(EventKind::Mapped), closed}),
        expected);
}

TEST(EnglishLog, namesHowADeviceWasOpened)
{
    Event refused = openedEvent(0, OSS_NODE_DSP, O_RDWR);
    refused.error = EBUSY;
    const Text expected = {
        "opened /dev/dsp_nb to play without waiting by mtv (4711)",
        "[2] opened /dev/audio to record by mtv (4711)",
        "[3] opened /dev/dspW to play and record by mtv (4711)",
        "[4] opened /dev/mixer by mtv (4711)",
        "open /dev/dsp refused with EBUSY to mtv (4711)",
    };
    EXPECT_EQ(
        logOf({openedEvent(1, OSS_NODE_DSP_NB, O_WRONLY | O_NONBLOCK),
               openedEvent(2, OSS_NODE_AUDIO, O_RDONLY), openedEvent(3, OSS_NODE_DSPW, O_RDWR),
               openedEvent(4, OSS_NODE_MIXER, O_RDWR), refused}),
        expected);
}

TEST(EnglishLog, marksStreamsOnlyWhileThereAreSeveral)
{
    Event speed = ioctlEvent(SNDCTL_DSP_SPEED, 8000, 8000);
    Event other = speed;
    other.stream = 2;
    const Text expected = {
        "opened /dev/dsp to play by mtv (4711)", "opened /dev/mixer by mtv (4711)",
        "SNDCTL_DSP_SPEED    => 8000",           "[2] opened /dev/dsp to play by mtv (4711)",
        "[1] SNDCTL_DSP_SPEED    => 8000",       "[1] closed after 0 frames",
        "SNDCTL_DSP_SPEED    => 8000",
    };
    EXPECT_EQ(logOf({openedEvent(1), openedEvent(9, OSS_NODE_MIXER), speed, openedEvent(2), speed,
                     eventOf(EventKind::Closed, 1), other}),
              expected);
}

TEST(EnglishLog, tellsTheDirectionsOfADuplexStreamApart)
{
    Event started = eventOf(EventKind::Started);
    started.capture = true;
    Event overrun = at(eventOf(EventKind::Overrun), 7, 1);
    overrun.capture = true;
    const Text expected = {"capture: started at frame 0", "overrun at frame 7 lost 1 byte"};
    EXPECT_EQ(logOf({started, overrun}), expected);
}

TEST(EnglishLog, saysWhatWasLostAndWhatIsOdd)
{
    const Text all = logOf({
        valueEvent(EventKind::Gap, 12),
        valueEvent(EventKind::Misuse, OSS_MISUSE_GETOSPACE_LOOP),
        valueEvent(EventKind::Misuse, 1u << 31),
        valueEvent(EventKind::Note, static_cast<std::uint32_t>(NoteCode::SetUidIgnored)),
        valueEvent(static_cast<EventKind>(999), 0),
    });
    ASSERT_EQ(all.size(), 5u);
    EXPECT_EQ(all[0], "gap: 12 events lost here");
    EXPECT_TRUE(all[1].starts_with("hint: ")) << all[1];
    EXPECT_GT(all[1].size(), 20u);
    EXPECT_EQ(all[2], "hint 0x80000000");
    EXPECT_TRUE(all[3].starts_with("note: mtv (4711) is set-uid")) << all[3];
    EXPECT_EQ(all[4], "event of kind 999");
}

TEST(EnglishLog, saysWhichRuleHolds)
{
    Event capture = ruleEvent(7, "mtv 0 0 disable");
    capture.capture = true;
    const Text expected = {"rule of line 4: \"my\\x0agame\" 4 1024 block",
                           "capture: rule of line 7: mtv 0 0 disable"};
    EXPECT_EQ(logOf({ruleEvent(4, "\"my\ngame\" 4 1024 block"), capture}), expected);
}

TEST(EnglishLog, showsUnknownRequestsInHex)
{
    const Text all = logOf({ioctlEvent(0xc00450fe, 1, 1, EINVAL)});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_NE(all[0].find("0xc00450fe"), std::string::npos) << all[0];
    EXPECT_NE(all[0].find("EINVAL"), std::string::npos) << all[0];
}

TEST(EnglishLog, doesNotLetANameSteerTheTerminal)
{
    Event event = openedEvent();
    std::memcpy(event.comm, "a\033[2Jb\nc\xc2\x9b\xff\xc3\xa4xyz", sizeof event.comm);
    const Text expected = {
        "opened /dev/dsp to play by a\\x1b[2Jb\\x0ac\\xc2\\x9b\\xff\xc3\xa4xyz (4711)"};
    EXPECT_EQ(logOf({event}), expected);
}

}  // namespace

}  // namespace dsproxy::cli
