// SPDX-License-Identifier: GPL-2.0-or-later
/// Changes of format, channels and rate in the midst of things; frames that come in pieces.
#include "case.h"
#include "clock.h"
#include "device.h"

namespace dsproxy::check {

namespace {

/// What is queued was meant in the old settings: it is played before they change.
void waitsForQueue()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(16, 9);
    dsp.write(2400);
    const Stopwatch watch;
    expect(eq("SPEED", dsp.must(SNDCTL_DSP_SPEED, 16000), 16000));
    expect(between("seconds of a change with 0.3 s queued", watch.seconds(), 0.27, 5.0));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes: all was played", dsp.optr().bytes, 2400));
}

void sameValueDoesNotWait()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(16, 12);
    dsp.write(65536);
    const Stopwatch watch;
    dsp.params(AFMT_S16_LE, 2, 8000);
    expect(eq("STEREO", dsp.must(SNDCTL_DSP_STEREO, 1), 1));
    expect(atMost("seconds of the same settings with 2 s queued", watch.seconds(), 1.0));
    expect(atLeast("GETODELAY", dsp.odelay(), 65536 / 4));
}

void heldDrops()
{
    const Device dsp(O_WRONLY);
    dsp.hold();
    dsp.write(500);
    expect(eqHex("SETFMT", dsp.must(SNDCTL_DSP_SETFMT, AFMT_S16_LE), AFMT_S16_LE));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER), 0));
}

void bothDirections()
{
    const Device dsp(O_RDWR);
    dsp.params(AFMT_S16_LE, 2, 48000);
    const audio_buf_info out = dsp.ospace();
    const audio_buf_info in = dsp.ispace();
    expect(eq("fragsize of playback", out.fragsize, 4096));
    expect(eq("fragsize of capture", in.fragsize, 4096));
}

/// S16 stereo: 3 bytes wait for the fourth, for ever or until RESET or a change.
void splitFrameAndReset()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.write(7);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY", dsp.odelay(), 3));
    dsp.call(SNDCTL_DSP_RESET);
    expect(eq("GETODELAY after RESET", dsp.odelay(), 0));
    dsp.write(8);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 8));
}

void splitFrameAndChange()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.write(403);
    dsp.must(SNDCTL_DSP_SPEED, 16000);
    expect(eq("GETODELAY after a change", dsp.odelay(), 0));
    dsp.write(400);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETODELAY after whole frames", dsp.odelay(), 0));
}

void bytesOneByOne()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    for (int i = 0; i < 240; ++i)
        require(returns("write of a byte", dsp.write(1), 1));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 240));
}

/// The end after SYNC is no reason for the next song to wait.
void songAfterSong()
{
    const Device dsp(O_WRONLY);
    const Stopwatch watch;
    for (const int rate : {8000, 16000, 44100, 8000}) {
        dsp.params(AFMT_S16_LE, 1, rate);
        const int bytes = rate / 5;
        expect(returns("write of 0.1 s", dsp.write(static_cast<std::size_t>(bytes)), bytes));
        expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    }
    expect(between("seconds of four times 0.1 s", watch.seconds(), 0.35, 10.0));
    expect(eq("GETOPTR bytes of all", dsp.optr().bytes, 1600 + 3200 + 8820 + 1600));
}

/// Fragments of the old size are no blocks of the new one.
void blocksStartAnew()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 10);
    dsp.write(5104);  // 4 fragments of 1024, 5 of 1020
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("blocks of 5104 bytes", dsp.optr().blocks, 4));
    dsp.must(SNDCTL_DSP_CHANNELS, 3);
    expect(eq("blocks after a change of the fragment", dsp.optr().blocks, 0));
    dsp.must(SNDCTL_DSP_CHANNELS, 1);
    expect(eq("blocks after another change", dsp.optr().blocks, 0));
}

/// A first fragment comes by itself and stays; the first GETISPACE takes it.
void armedCapture()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 8);
    const Stopwatch watch;
    sleepMs(200);
    const audio_buf_info space = dsp.ispace();
    if (watch.seconds() < 0.3)
        expect(between("GETISPACE bytes after 0.2 s without a read", space.bytes, 256, 511));
    expect(returns("read", dsp.read(std::size_t{256}), 256));
}

constexpr const char* rule = "Change";

constexpr Case cases[] = {
    {"change/plays-the-queue-first", rule, Kind::Dsproxy, waitsForQueue},
    {"change/same-value-does-not-wait", rule, Kind::Dsproxy, sameValueDoesNotWait},
    {"change/held-drops-the-queue", rule, Kind::Dsproxy, heldDrops},
    {"change/reaches-both-directions", rule, Kind::Dsproxy, bothDirections},
    {"change/song-after-song", rule, Kind::Dsproxy, songAfterSong},
    {"change/blocks-start-anew", "SNDCTL_DSP_GETOPTR", Kind::Dsproxy, blocksStartAnew},
    {"change/skips-a-split-frame", rule, Kind::Dsproxy, splitFrameAndChange},
    {"change/reset-forgets-a-split-frame", "SNDCTL_DSP_RESET", Kind::Dsproxy, splitFrameAndReset},
    {"change/bytes-one-by-one", "write", Kind::Dsproxy, bytesOneByOne},
    {"change/armed-capture-waits-with-a-fragment", "Arm", Kind::Dsproxy, armedCapture},
};

}  // namespace

std::span<const Case> changeCases()
{
    return cases;
}

}  // namespace dsproxy::check
