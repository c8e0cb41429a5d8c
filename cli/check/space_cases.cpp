// SPDX-License-Identifier: GPL-2.0-or-later
/// GETOSPACE and GETODELAY: the numbers must be what write() then does.
#include "case.h"
#include "clock.h"
#include "device.h"

#include <algorithm>

namespace dsproxy::check {

namespace {

void restingSpace()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    const audio_buf_info space = dsp.ospace();
    expect(eq("fragments", space.fragments, space.fragstotal));
    expect(eq("bytes", space.bytes, space.fragsize * space.fragstotal));
}

void followsWrites()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    dsp.hold();
    int queued = 0;
    for (const int part : {4, 1020, 1, 1023, 2000, 48}) {
        expect(returns("write", dsp.write(static_cast<std::size_t>(part)), part));
        queued += part;
        const audio_buf_info space = dsp.ospace();
        expect(eq("bytes", space.bytes, 4096 - queued));
        expect(eq("fragments", space.fragments, (4096 - queued) / 1024));
        expect(eq("fragsize", space.fragsize, 1024));
        expect(eq("fragstotal", space.fragstotal, 4));
        expect(eq("GETODELAY", dsp.odelay(), queued));
    }
}

/// What a stopped non-blocking stream takes before EAGAIN is what GETOSPACE has promised.
void expectExactFill(std::size_t chunk, int channels)
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.params(AFMT_S16_LE, channels, 48000);
    dsp.fragments(4, 11);
    dsp.hold();
    const audio_buf_info space = dsp.ospace();
    expect(eq("bytes accepted before EAGAIN in pieces of " + std::to_string(chunk),
              fillUp(dsp, chunk), static_cast<long>(space.fragments) * space.fragsize));
    const audio_buf_info full = dsp.ospace();
    expect(eq("bytes when full", full.bytes, 0));
    expect(eq("fragments when full", full.fragments, 0));
}

void fillByFragments()
{
    expectExactFill(2048, 2);
}

void fillByAnything()
{
    for (const std::size_t chunk : {1000, 4, 13, 2047, 2049, 4096, 100000})
        expectExactFill(chunk, 2);
}

void fillOddFrames()
{
    for (const std::size_t chunk : {6, 1000, 2048, 65536})
        expectExactFill(chunk, 3);
}

void partialNonblock()
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    dsp.hold();
    expect(returns("write of twice the buffer", dsp.write(8192), 4096));
    expect(fails("the next write", dsp.write(1), EAGAIN));
    expect(eq("GETODELAY", dsp.odelay(), 4096));
}

/// While it plays, space grows and delay shrinks, and they add up to the buffer.
void whilePlaying()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(16, 10);
    dsp.write(16384);
    int lastDelay = 16384;
    int lastSpace = 0;
    for (int i = 0; i < 10; ++i) {
        const int delayBefore = dsp.odelay();
        const int space = dsp.ospace().bytes;
        const int delayAfter = dsp.odelay();
        expect(atMost("GETODELAY does not grow: now", delayBefore, lastDelay));
        expect(atLeast("space does not shrink: now", space, lastSpace));
        expect(between("bytes + GETODELAY", 16384 - space, delayAfter, delayBefore));
        lastDelay = delayAfter;
        lastSpace = space;
        sleepMs(10);
    }
    expect(atMost("GETODELAY after 0.1 s", lastDelay, 16384 - 1600));
}

void delayOfNothing()
{
    const Device dsp(O_WRONLY);
    expect(eq("GETODELAY of a new open", dsp.odelay(), 0));
    dsp.write(400);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY after SYNC", dsp.odelay(), 0));
}

void spaceAfterDrain()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    dsp.write(4096);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    const audio_buf_info space = dsp.ospace();
    expect(eq("bytes", space.bytes, space.fragsize * space.fragstotal));
    expect(eq("fragments", space.fragments, space.fragstotal));
}

constexpr const char* rule = "SNDCTL_DSP_GETOSPACE";

constexpr Case cases[] = {
    {"space/at-rest-is-the-whole-buffer", rule, Kind::Common, restingSpace},
    {"space/follows-writes-to-the-byte", rule, Kind::Dsproxy, followsWrites},
    {"space/is-what-fragments-fill", rule, Kind::Common, fillByFragments},
    {"space/is-what-any-pieces-fill", rule, Kind::Dsproxy, fillByAnything},
    {"space/is-what-odd-frames-fill", rule, Kind::Dsproxy, fillOddFrames},
    {"space/nonblock-write-is-cut-at-the-buffer", "write", Kind::Dsproxy, partialNonblock},
    {"space/and-delay-add-up-while-playing", rule, Kind::Dsproxy, whilePlaying},
    {"space/is-whole-again-after-sync", rule, Kind::Common, spaceAfterDrain},
    {"space/delay-of-nothing-is-zero", "SNDCTL_DSP_GETODELAY", Kind::Common, delayOfNothing},
};

}  // namespace

std::span<const Case> spaceCases()
{
    return cases;
}

}  // namespace dsproxy::check
