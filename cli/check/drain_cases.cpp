// SPDX-License-Identifier: GPL-2.0-or-later
/// SYNC, POST, RESET, close, underruns: how sound starts and ends.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "options.h"

namespace dsproxy::check {

namespace {

/// U8, 8000 Hz, mono: 8 bytes a millisecond; fragments of 2^SHIFT bytes.
Device slowDsp(int count, int shift, int flags = O_WRONLY)
{
    Device dsp(flags);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(count, shift);
    return dsp;
}

bool delayReachesZero(const Device& dsp, double seconds)
{
    const Stopwatch watch;
    while (watch.seconds() < seconds) {
        if (dsp.odelay() == 0)
            return true;
        sleepMs(10);
    }
    return false;
}

void syncWaits()
{
    const Device dsp = slowDsp(16, 9);
    dsp.write(4000);
    const Stopwatch watch;
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of SYNC with 0.5 s queued", watch.seconds(), 0.4, 9.0));
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

void syncWaitsNonblock()
{
    const Device dsp = slowDsp(16, 9, O_WRONLY | O_NONBLOCK);
    expect(returns("write", dsp.write(3000), 3000));
    const Stopwatch watch;
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of SYNC with 0.375 s queued", watch.seconds(), 0.3, 9.0));
}

void syncOfNothing()
{
    const Device dsp(O_WRONLY);
    const Stopwatch watch;
    expect(ok("SYNC of a new open", dsp.call(SNDCTL_DSP_SYNC)));
    expect(ok("SYNC again", dsp.call(SNDCTL_DSP_SYNC)));
    expect(atMost("seconds", watch.seconds(), 3.0));
}

void syncOfPartial()
{
    const Device dsp = slowDsp(2, 15);
    dsp.write(1600);
    const Stopwatch watch;
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of SYNC with 0.2 s of a 4 s fragment", watch.seconds(), 0.16,
                   options().strict ? 3.0 : 15.0));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    if (options().strict)
        expect(eq("GETOPTR bytes", dsp.optr().bytes, 1600));
}

void syncHeld()
{
    const Device dsp = slowDsp(16, 9);
    dsp.hold();
    dsp.write(1000);
    const Stopwatch watch;
    expect(ok("SYNC with the trigger off", dsp.call(SNDCTL_DSP_SYNC)));
    expect(atMost("seconds", watch.seconds(), 3.0));
    expect(eq("GETODELAY", dsp.odelay(), 1000));
}

void closeDrains()
{
    Device dsp = slowDsp(16, 9);
    dsp.write(4000);
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    expect(between("seconds of close with 0.5 s queued", watch.seconds(), 0.4, 9.0));
}

void closeDrainsPartial()
{
    Device dsp = slowDsp(2, 15);
    dsp.write(2400);
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    expect(between("seconds of close with 0.3 s of a 4 s fragment", watch.seconds(), 0.24,
                   options().strict ? 3.0 : 15.0));
}

void closeHeld()
{
    Device dsp = slowDsp(16, 11);
    dsp.hold();
    dsp.write(32000);
    const Stopwatch watch;
    expect(ok("close with the trigger off", dsp.close()));
    expect(atMost("seconds", watch.seconds(), 10.0));
}

void resetDrops()
{
    Device dsp = slowDsp(16, 11);
    dsp.write(32000);
    const Stopwatch watch;
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    const audio_buf_info space = dsp.ospace();
    expect(eq("bytes", space.bytes, space.fragsize * space.fragstotal));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    if (options().strict)
        expect(eq("GETOPTR bytes", dsp.optr().bytes, 0));
    expect(ok("close", dsp.close()));
    expect(atMost("seconds of RESET and close with 4 s queued", watch.seconds(), 3.0));
}

void playsAfterReset()
{
    const Device dsp = slowDsp(16, 9);
    dsp.write(4000);
    dsp.call(SNDCTL_DSP_RESET);
    const Stopwatch watch;
    expect(returns("write", dsp.write(1600), 1600));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of 0.2 s after RESET", watch.seconds(), 0.16, 9.0));
    if (options().strict)
        expect(eq("GETOPTR bytes since RESET", dsp.optr().bytes, 1600));
}

void resetTriggersOn()
{
    const Device dsp = slowDsp(16, 9);
    dsp.hold();
    dsp.call(SNDCTL_DSP_RESET);
    expect(eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER), PCM_ENABLE_OUTPUT));
}

/// A fragment of 4 s: nothing of half of it may play until POST.
void postStarts()
{
    const Device dsp = slowDsp(2, 15);
    const Stopwatch watch;
    dsp.write(1600);
    sleepMs(150);
    const int before = dsp.odelay();
    if (watch.seconds() < 3.5)
        expect(eq("GETODELAY of less than a fragment after 0.15 s", before, 1600));
    expect(ok("POST", dsp.call(SNDCTL_DSP_POST)));
    expect(isTrue("all is played after POST", delayReachesZero(dsp, 3)));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 1600));
    expect(atLeast("seconds", watch.seconds(), 0.33));
}

void startsAtFullFragment()
{
    const Device dsp = slowDsp(2, 14);
    const Stopwatch watch;
    dsp.write(16383);
    sleepMs(50);
    const int before = dsp.optr().bytes;
    if (watch.seconds() < 1.8)
        expect(eq("GETOPTR bytes one byte before the first fragment", before, 0));
    dsp.write(1);
    sleepMs(100);
    expect(atLeast("GETOPTR bytes 0.1 s after it is full", dsp.optr().bytes, 800));
}

void lonePartial()
{
    const Device dsp = slowDsp(4, 11);
    const Stopwatch watch;
    dsp.write(400);
    expect(isTrue("0.05 s without POST are played at last", delayReachesZero(dsp, 5)));
    expect(atLeast("seconds: a fragment of 0.256 s and the data", watch.seconds(), 0.28));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 400));
}

void underrunAndOn()
{
    const Device dsp = slowDsp(4, 8);
    for (int i = 0; i < 3; ++i) {
        expect(returns("write", dsp.write(512), 512));
        sleepMs(120);
        expect(eq("GETODELAY after an underrun", dsp.odelay(), 0));
    }
    const audio_buf_info space = dsp.ospace();
    expect(eq("bytes after an underrun", space.bytes, space.fragsize * space.fragstotal));
    const Stopwatch watch;
    expect(returns("write", dsp.write(800), 800));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of 0.1 s after an underrun", watch.seconds(), 0.08, 9.0));
    if (options().strict)
        expect(eq("GETOPTR bytes: what was written, no gap", dsp.optr().bytes, 3 * 512 + 800));
}

void splitFrameStays()
{
    Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(4, 10);
    dsp.write(403);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY: a split frame waits", dsp.odelay(), 3));
    expect(eq("GETOPTR bytes: whole frames", dsp.optr().bytes, 400));
    dsp.write(1);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 404));
}

constexpr Case cases[] = {
    {"drain/sync-waits", "SNDCTL_DSP_SYNC", Kind::Common, syncWaits},
    {"drain/sync-waits-though-nonblock", "SNDCTL_DSP_SYNC", Kind::Common, syncWaitsNonblock},
    {"drain/sync-of-nothing", "SNDCTL_DSP_SYNC", Kind::Common, syncOfNothing},
    {"drain/sync-plays-a-partial-fragment", "SNDCTL_DSP_SYNC", Kind::Common, syncOfPartial},
    {"drain/sync-does-not-wait-when-held", "SNDCTL_DSP_SYNC", Kind::Dsproxy, syncHeld},
    {"drain/close-plays-the-rest", "close", Kind::Common, closeDrains},
    {"drain/close-plays-a-partial-fragment", "close", Kind::Common, closeDrainsPartial},
    {"drain/close-when-held-ends", "close", Kind::Dsproxy, closeHeld},
    {"drain/reset-drops", "SNDCTL_DSP_RESET", Kind::Common, resetDrops},
    {"drain/plays-after-reset", "SNDCTL_DSP_RESET", Kind::Common, playsAfterReset},
    {"drain/reset-triggers-on", "SNDCTL_DSP_RESET", Kind::Dsproxy, resetTriggersOn},
    {"drain/post-starts-a-partial-fragment", "SNDCTL_DSP_POST", Kind::Dsproxy, postStarts},
    {"drain/starts-at-the-first-full-fragment", "Start", Kind::Dsproxy, startsAtFullFragment},
    {"drain/a-lone-partial-fragment-plays", "Start", Kind::Dsproxy, lonePartial},
    {"drain/goes-on-after-an-underrun", "Underrun", Kind::Common, underrunAndOn},
    {"drain/a-split-frame-waits", "write", Kind::Dsproxy, splitFrameStays},
};

}  // namespace

std::span<const Case> drainCases()
{
    return cases;
}

}  // namespace dsproxy::check
