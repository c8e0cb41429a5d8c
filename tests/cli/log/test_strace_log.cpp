// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/strace_log.h"

#include "tests/cli/events.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace dsproxy::cli {

namespace {

using Text = std::vector<std::string>;

Text logOf(const std::vector<Event>& events)
{
    Lines lines;
    StraceLog log(lines);
    for (const Event& event : events)
        log.event(event);
    return lines.all;
}

Event later(Event event, std::uint64_t ns)
{
    event.time_ns += ns;
    return event;
}

TEST(StraceLog, writesCallsAsStraceDoes)
{
    const Text expected = {
        "[pid 4711] 0.000000 open(\"/dev/dsp\", O_WRONLY|O_NONBLOCK) = /dev/dsp#1",
        "[pid 4711] 0.003214 ioctl(/dev/dsp#1, SNDCTL_DSP_SPEED, [44100]) = 0",
        "[pid 4711] 0.003215 ioctl(/dev/dsp#1, SNDCTL_DSP_SPEED, [44100] => [48000]) = 0",
        "[pid 4711] 61.000000 mmap(/dev/dsp#1) = 0",
        "[pid 4711] 61.000001 close(/dev/dsp#1) = 0",
    };
    EXPECT_EQ(logOf({openedEvent(1, OSS_NODE_DSP, O_WRONLY | O_NONBLOCK),
                     later(ioctlEvent(SNDCTL_DSP_SPEED, 44100, 44100), 3'214'999),
                     later(ioctlEvent(SNDCTL_DSP_SPEED, 44100, 48000), 3'215'000),
                     later(eventOf(EventKind::Mapped), 61'000'000'000),
                     later(eventOf(EventKind::Closed), 61'000'001'000)}),
              expected);
}

TEST(StraceLog, writesErrorsAsStraceDoes)
{
    Event refused = openedEvent(0, OSS_NODE_MIXER, O_RDWR);
    refused.error = EBUSY;
    const Text all = logOf({refused, ioctlEvent(0xc00450fe, 1, 1, EINVAL)});
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0], "[pid 4711] 0.000000 open(\"/dev/mixer\", O_RDWR) = "
                      "-1 EBUSY (Device or resource busy)");
    EXPECT_TRUE(all[1].starts_with("[pid 4711] 0.000000 ioctl(?#1, 0xc00450fe")) << all[1];
    EXPECT_TRUE(all[1].ends_with(") = -1 EINVAL (Invalid argument)")) << all[1];
}

TEST(StraceLog, writesTheRestAsStraceWritesSignals)
{
    Event underrun = later(eventOf(EventKind::Underrun), 10'000);
    underrun.pid = 0;
    underrun.frame = 2048;
    Event reset = eventOf(EventKind::Reset);
    reset.dropped_bytes = 512;
    Event format = formatEvent(AFMT_S16_LE, 2, 44100);
    format.capture = true;
    Event gap = valueEvent(EventKind::Gap, 12);
    gap.stream = 0;
    const Text expected = {
        "[pid 4711] 0.000000 open(\"/dev/dsp\", O_RDWR) = /dev/dsp#1",
        "0.000010 --- underrun /dev/dsp#1 frame=2048 ---",
        "[pid 4711] 0.000000 --- reset /dev/dsp#1 frame=0 dropped=512 ---",
        "[pid 4711] 0.000000 --- format capture /dev/dsp#1 frame=0 "
        "{AFMT_S16_LE, 2 channels, 44100 Hz} ---",
        "[pid 4711] 0.000000 --- gap lost=12 ---",
        "[pid 4711] 0.000000 --- note /dev/dsp#1 frame=0 low-number ---",
        "[pid 4711] 0.000000 --- rule /dev/dsp#1 frame=0 line=4 \"mtv 4 1024 block\" ---",
    };
    EXPECT_EQ(logOf({openedEvent(1, OSS_NODE_DSP, O_RDWR), underrun, reset, format, gap,
                     valueEvent(EventKind::Note, static_cast<std::uint32_t>(NoteCode::LowNumber)),
                     ruleEvent(4, "mtv 4 1024 block")}),
              expected);
}

TEST(StraceLog, forgetsAClosedStream)
{
    const Text all = logOf({openedEvent(), eventOf(EventKind::Closed), eventOf(EventKind::Mapped)});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[2], "[pid 4711] 0.000000 mmap(?#1) = 0");
}

}  // namespace

}  // namespace dsproxy::cli
