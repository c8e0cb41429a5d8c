// SPDX-License-Identifier: GPL-2.0-or-later
/// The buffer of a dsp in the program's memory: capture.
#include "case.h"
#include "clock.h"
#include "mapping.h"
#include "ready.h"

namespace dsproxy::check {

namespace {

Device captureDsp(int format = AFMT_S16_LE)
{
    Device dsp(O_RDONLY);
    dsp.params(format, 2, 48000);
    dsp.fragments(4, 12);
    return dsp;
}

std::size_t bufferOf(const Device& dsp)
{
    return static_cast<std::size_t>(dsp.must(SNDCTL_DSP_GETBLKSIZE)) * 4;
}

void start(const Device& dsp)
{
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_INPUT);
}

void pointerRuns()
{
    const Device dsp = captureDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ);
    start(dsp);
    sleepMs(100);
    const count_info first = dsp.iptr();
    expect(atLeast("bytes after 0.1 s", first.bytes, 12000));
    sleepMs(100);
    const count_info second = dsp.iptr();
    expect(atLeast("bytes in the next 0.1 s", second.bytes - first.bytes, 15000));
    expect(
        eq("ptr is bytes in the buffer", second.ptr, second.bytes % static_cast<int>(map.size())));
    expect(eq("blocks", second.blocks, second.bytes / 4096 - first.bytes / 4096));
}

void silence()
{
    const Device dsp = captureDsp(AFMT_U8);
    const Mapping map(dsp, bufferOf(dsp), PROT_READ);
    start(dsp);
    sleepMs(120);
    const int recorded = dsp.iptr().bytes;
    require(atLeast("bytes after 0.12 s", recorded, 4096));
    for (int i = 0; i < 4096; ++i)
        require(eq("byte " + show(i) + " of U8", int{map.data()[i]}, 0x80));
}

void selectWakes()
{
    const Device dsp = captureDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ);
    start(dsp);
    const Stopwatch watch;
    int blocks = 0;
    int wakes = 0;
    while (blocks < 8 && wakes < 1000) {
        require(isTrue("select", selected(dsp, true, 5000)));
        blocks += dsp.iptr().blocks;
        ++wakes;
    }
    expect(atLeast("seconds of 8 fragments", watch.seconds(), 0.13));
    expect(atMost("wakes of 8 fragments", wakes, 20));
}

void readIsEnxio()
{
    const Device dsp = captureDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ);
    expect(fails("read", dsp.read(std::size_t{64}), ENXIO));
}

void writeProtectionIsEacces()
{
    const Device dsp = captureDsp();
    Answer answer;
    mapped(dsp.fd(), bufferOf(dsp), PROT_READ | PROT_WRITE, answer);
    expect(fails("mmap for writing of a read-only open", answer, EACCES));
}

constexpr Case cases[] = {
    {"mmap-capture/pointer-runs", "mmap", Kind::Common, pointerRuns},
    {"mmap-capture/silence", "mmap", Kind::Dsproxy, silence},
    {"mmap-capture/select-once-a-fragment", "mmap", Kind::Common, selectWakes},
    {"mmap-capture/read-is-enxio", "mmap", Kind::Common, readIsEnxio},
    {"mmap-capture/writable-is-eacces", "mmap", Kind::Common, writeProtectionIsEacces},
};

}  // namespace

std::span<const Case> mmapCaptureCases()
{
    return cases;
}

}  // namespace dsproxy::check
