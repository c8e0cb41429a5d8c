// SPDX-License-Identifier: GPL-2.0-or-later
/// The buffer of a dsp in the program's memory: playback.
#include "case.h"
#include "child.h"
#include "mapping.h"
#include "ready.h"

namespace dsproxy::check {

namespace {

/// O_RDWR as games open it: mmap for writing needs a readable file on Linux.
Device mapDsp(int count = 4, int shift = 12)
{
    Device dsp(O_RDWR);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(count, shift);
    return dsp;
}

std::size_t bufferOf(const Device& dsp)
{
    const audio_buf_info space = dsp.ospace();
    return static_cast<std::size_t>(space.fragsize) * static_cast<std::size_t>(space.fragstotal);
}

void start(const Device& dsp)
{
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
}

void contentIsKept()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    for (std::size_t i = 0; i < map.size(); ++i)
        require(eq("byte " + show(i) + " of a fresh buffer", int{map.data()[i]}, 0));
    for (std::size_t i = 0; i < map.size(); ++i)
        map.data()[i] = static_cast<unsigned char>(i * 7 + (i >> 8));
    for (std::size_t i = 0; i < map.size(); ++i)
        require(eq("byte " + show(i), int{map.data()[i]},
                   int{static_cast<unsigned char>(i * 7 + (i >> 8))}));
}

/// The pointer runs round the buffer at the rate; blocks are fragments since the last call.
void expectRunning(const Device& dsp, std::size_t buffer, int fragment, double byteRate)
{
    dsp.optr();
    const double t0 = Stopwatch::now();
    const count_info first = dsp.optr();
    const double t1 = Stopwatch::now();
    sleepMs(150);
    const double t2 = Stopwatch::now();
    const count_info last = dsp.optr();
    const double t3 = Stopwatch::now();
    const double seconds = (last.bytes - first.bytes) / byteRate;
    const double slack = 0.025 + fragment / byteRate;
    expect(
        between("seconds by GETOPTR", seconds, (t2 - t1) * 0.95 - slack, (t3 - t0) * 1.05 + slack));
    expect(eq("ptr is bytes in the buffer", last.ptr, last.bytes % static_cast<int>(buffer)));
    expect(eq("blocks", last.blocks, last.bytes / fragment - first.bytes / fragment));
}

void pointerRuns()
{
    const Device dsp = mapDsp();
    const std::size_t buffer = bufferOf(dsp);
    const Mapping map(dsp, buffer, PROT_READ | PROT_WRITE);
    start(dsp);
    expectRunning(dsp, buffer, 4096, 192000);
}

void anyFormat()
{
    const struct {
        int format, channels, rate, shift, bytes;
    } rows[] = {{AFMT_U8, 1, 8000, 8, 1},
                {AFMT_U8, 2, 11025, 9, 1},
                {AFMT_S16_LE, 2, 44100, 11, 2},
                {AFMT_S16_BE, 1, 22050, 10, 2},
                {AFMT_S32_LE, 8, 96000, 14, 4}};
    for (const auto& row : rows) {
        const Device dsp(O_RDWR);
        dsp.params(row.format, row.channels, row.rate);
        dsp.fragments(4, row.shift);
        const std::size_t buffer = bufferOf(dsp);
        const Mapping map(dsp, buffer, PROT_READ | PROT_WRITE);
        start(dsp);
        expectRunning(dsp, buffer, dsp.ospace().fragsize,
                      static_cast<double>(row.rate) * row.channels * row.bytes);
    }
}

void heldUntilTrigger()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    dsp.hold();
    sleepMs(60);
    expect(eq("GETOPTR bytes before the trigger", dsp.optr().bytes, 0));
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(60);
    expect(atLeast("GETOPTR bytes 0.06 s after it", dsp.optr().bytes, 4096));
    dsp.hold();
    const int held = dsp.optr().bytes;
    sleepMs(60);
    expect(eq("GETOPTR bytes when held again", dsp.optr().bytes, held));
}

void writeIsEnxio()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    expect(fails("write", dsp.write(24), ENXIO));
    expect(fails("write of a buffer", dsp.write(16384), ENXIO));
}

/// One wake a fragment: select() must neither hang nor spin.
void selectPaces()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    start(dsp);
    const Stopwatch watch;
    int wakes = 0;
    int blocks = 0;
    while (blocks < 10 && wakes < 1000) {
        require(isTrue("select", selected(dsp, false, 5000)));
        blocks += dsp.optr().blocks;
        ++wakes;
    }
    expect(atLeast("seconds of 10 fragments", watch.seconds(), 0.17));
    expect(atMost("wakes of 10 fragments", wakes, 25));
}

void offsets()
{
    const Device dsp = mapDsp();
    const Mapping whole(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    Answer answer;
    for (const off_t offset : {off_t{1}, off_t{4095}}) {
        mapped(dsp.fd(), 4096, PROT_READ | PROT_WRITE, answer, offset);
        expect(fails("mmap at offset " + show(offset), answer, EINVAL));
    }
    mapped(dsp.fd(), 4096, PROT_READ | PROT_WRITE, answer, off_t{1} << 30);
    expect(isTrue("mmap far behind the buffer fails", !answer.ok()));
    mapped(dsp.fd(), 4096, PROT_READ | PROT_WRITE, answer, -4096);
    expect(isTrue("mmap at offset -4096 fails", !answer.ok()));
}

void lengths()
{
    const Device dsp = mapDsp();
    const std::size_t buffer = bufferOf(dsp);
    Answer answer;
    mapped(dsp.fd(), 0, PROT_READ | PROT_WRITE, answer);
    expect(fails("mmap of no bytes", answer, EINVAL));
    mapped(dsp.fd(), buffer + (std::size_t{1} << 24), PROT_READ | PROT_WRITE, answer);
    expect(fails("mmap of far more than the buffer", answer, {EINVAL, ENOMEM, EBUSY, ENXIO}));
}

void writeOnlyIsEacces()
{
    const Device dsp(O_WRONLY);
    Answer answer;
    mapped(dsp.fd(), 4096, PROT_READ | PROT_WRITE, answer);
    expect(fails("mmap of a write-only open", answer, EACCES));
    expect(returns("write afterwards", dsp.write(64), 64));
}

/// As FreeBSD's test: the memory outlives the fd.
void survivesClose()
{
    Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    start(dsp);
    for (std::size_t i = 0; i < map.size(); ++i)
        map.data()[i] = 0xa5;
    expect(ok("close", dsp.close()));
    for (std::size_t i = 0; i < map.size(); ++i) {
        const int byte = map.data()[i];
        require(isTrue("byte after close is 0 or what was written", byte == 0 || byte == 0xa5));
        map.data()[i] = 0x5a;
    }
}

void closeIsQuick()
{
    Device dsp = mapDsp(16, 16);
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    start(dsp);
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    expect(atMost("seconds of close of a mapped device of 5 s", watch.seconds(), 3.0));
}

void mappedTwice()
{
    const Device dsp = mapDsp();
    const Mapping first(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    const Mapping second(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    first.data()[100] = 42;
    expect(eq("byte through the second mapping", int{second.data()[100]}, 42));
}

void unmapAndUse()
{
    const Device dsp = mapDsp();
    {
        const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
        start(dsp);
    }
    sleepMs(30);
    dsp.optr();
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    expect(ok("GETFMTS", dsp.get(SNDCTL_DSP_GETFMTS)));
}

void forkShares()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    Child child([&] {
        map.data()[7] = 77;
        dsp.triggerOn(0);
        dsp.triggerOn(PCM_ENABLE_OUTPUT);
    });
    child.expectDone();
    expect(eq("byte that the child wrote", int{map.data()[7]}, 77));
    sleepMs(60);
    expect(atLeast("GETOPTR bytes after the child's trigger", dsp.optr().bytes, 4096));
}

void geometryIsFixed()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, bufferOf(dsp), PROT_READ | PROT_WRITE);
    expect(ok("SETFRAGMENT", dsp.set(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 9)));
    const audio_buf_info space = dsp.ospace();
    expect(eq("fragsize", space.fragsize, 4096));
    expect(eq("fragstotal", space.fragstotal, 4));
}

constexpr const char* rule = "mmap";

constexpr Case cases[] = {
    {"mmap/content-is-kept", rule, Kind::Common, contentIsKept},
    {"mmap/pointer-runs", rule, Kind::Common, pointerRuns},
    {"mmap/any-format-and-rate", rule, Kind::Dsproxy, anyFormat},
    {"mmap/held-until-the-trigger", rule, Kind::Dsproxy, heldUntilTrigger},
    {"mmap/write-is-enxio", rule, Kind::Common, writeIsEnxio},
    {"mmap/select-once-a-fragment", rule, Kind::Common, selectPaces},
    {"mmap/bad-offsets", rule, Kind::Common, offsets},
    {"mmap/bad-lengths", rule, Kind::Common, lengths},
    {"mmap/write-only-open-is-eacces", rule, Kind::Common, writeOnlyIsEacces},
    {"mmap/survives-close", rule, Kind::Common, survivesClose},
    {"mmap/close-does-not-drain", rule, Kind::Common, closeIsQuick},
    {"mmap/twice-is-the-same-memory", rule, Kind::Common, mappedTwice},
    {"mmap/unmapped-and-used-on", rule, Kind::Common, unmapAndUse},
    {"mmap/fork-shares-it", rule, Kind::Common, forkShares},
    {"mmap/late-setfragment-is-ignored", rule, Kind::Dsproxy, geometryIsFixed},
};

}  // namespace

std::span<const Case> mmapCases()
{
    return cases;
}

}  // namespace dsproxy::check
