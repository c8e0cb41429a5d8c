// SPDX-License-Identifier: GPL-2.0-or-later
/// GETOPTR and GETIPTR: bytes, blocks and the place in the buffer.
#include "case.h"
#include "clock.h"
#include "device.h"

namespace dsproxy::check {

namespace {

void atRest()
{
    const Device dsp(O_WRONLY);
    const count_info count = dsp.optr();
    expect(eq("bytes", count.bytes, 0));
    expect(eq("blocks", count.blocks, 0));
    expect(eq("ptr", count.ptr, 0));
}

void stopsWhenHeld()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(16, 10);
    dsp.hold();
    dsp.write(8192);
    sleepMs(40);
    expect(eq("bytes before the trigger", dsp.optr().bytes, 0));
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(40);
    dsp.hold();
    const int held = dsp.optr().bytes;
    expect(between("bytes after 0.04 s", held, 4 * 8 * 40 / 2, 8192 - 4));
    sleepMs(40);
    expect(eq("bytes while held", dsp.optr().bytes, held));
    expect(eq("GETODELAY while held", dsp.odelay(), 8192 - held));
}

void growsInFrames()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.write(65536);
    int last = 0;
    for (int i = 0; i < 50; ++i) {
        const count_info count = dsp.optr();
        expect(atLeast("bytes do not shrink: now", count.bytes, last));
        expect(eq("bytes in whole frames: rest", count.bytes % 4, 0));
        expect(eq("ptr is bytes in the buffer", count.ptr, count.bytes % 65536));
        last = count.bytes;
        sleepMs(2);
    }
    expect(atLeast("bytes after 0.1 s", last, 15000));
}

/// Over several rounds of the buffer.
void wrapsInBuffer()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(3, 10);
    long written = 0;
    while (written < 30000) {
        written += dsp.write(std::size_t{1000}).result;
        const count_info count = dsp.optr();
        require(between("ptr", count.ptr, 0, 3071));
        require(eq("ptr is bytes in the buffer", count.ptr, count.bytes % 3072));
        require(atMost("bytes", static_cast<long>(count.bytes), written));
    }
}

void blocksAddUp()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 10);
    int blocks = 0;
    for (int i = 0; i < 12; ++i) {
        dsp.write(2500);
        const count_info count = dsp.optr();
        blocks += count.blocks;
        expect(eq("sum of blocks", blocks, count.bytes / 1024));
    }
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    const count_info count = dsp.optr();
    expect(eq("bytes after SYNC", count.bytes, 30000));
    expect(eq("sum of blocks", blocks + count.blocks, 30000 / 1024));
    expect(eq("blocks of the next call", dsp.optr().blocks, 0));
}

/// Time by GETOPTR runs as fast as the clock on the wall.
void runsAtTheRate()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_U8, 1, 48000);
    dsp.fragments(8, 12);
    dsp.write(32768);
    const double t0 = Stopwatch::now();
    const int first = dsp.optr().bytes;
    const double t1 = Stopwatch::now();
    sleepMs(300);
    const double t2 = Stopwatch::now();
    const int last = dsp.optr().bytes;
    const double t3 = Stopwatch::now();
    const double played = (last - first) / 48000.0;
    expect(
        between("seconds by GETOPTR", played, (t2 - t1) * 0.95 - 0.025, (t3 - t0) * 1.05 + 0.025));
}

void captureAtRest()
{
    const Device dsp(O_RDONLY);
    const count_info count = dsp.iptr();
    expect(eq("bytes", count.bytes, 0));
    expect(eq("ptr", count.ptr, 0));
}

void captureGrows()
{
    const Device dsp(O_RDONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 11);
    int last = 0;
    int blocks = 0;
    for (int i = 0; i < 10; ++i) {
        require(returns("read of a fragment", dsp.read(std::size_t{2048}), 2048));
        const count_info count = dsp.iptr();
        blocks += count.blocks;
        expect(atLeast("bytes recorded", count.bytes, 2048 * (i + 1)));
        expect(atLeast("bytes do not shrink: now", count.bytes, last));
        expect(eq("ptr is bytes in the buffer", count.ptr, count.bytes % 16384));
        expect(eq("sum of blocks", blocks, count.bytes / 2048));
        last = count.bytes;
    }
}

constexpr const char* rule = "SNDCTL_DSP_GETOPTR";

constexpr Case cases[] = {
    {"pointer/at-rest-is-zero", rule, Kind::Common, atRest},
    {"pointer/stands-still-when-held", rule, Kind::Dsproxy, stopsWhenHeld},
    {"pointer/grows-in-frames", rule, Kind::Dsproxy, growsInFrames},
    {"pointer/wraps-in-the-buffer", rule, Kind::Dsproxy, wrapsInBuffer},
    {"pointer/blocks-add-up", rule, Kind::Dsproxy, blocksAddUp},
    {"pointer/runs-at-the-rate", rule, Kind::Dsproxy, runsAtTheRate},
    {"pointer/of-capture-at-rest-is-zero", "SNDCTL_DSP_GETIPTR", Kind::Common, captureAtRest},
    {"pointer/of-capture-grows", "SNDCTL_DSP_GETIPTR", Kind::Dsproxy, captureGrows},
};

}  // namespace

std::span<const Case> pointerCases()
{
    return cases;
}

}  // namespace dsproxy::check
