// SPDX-License-Identifier: GPL-2.0-or-later
/// What dsproxy has chosen for mapped buffers where implementations differ.
#include "case.h"
#include "clock.h"
#include "mapping.h"
#include "ready.h"

namespace dsproxy::check {

namespace {

Device mapDsp()
{
    Device dsp(O_RDWR);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 12);
    return dsp;
}

constexpr std::size_t buffer = 16384;
constexpr int writable = PROT_READ | PROT_WRITE;

void firstPointerStarts()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, buffer, writable);
    expect(eq("first GETOPTR bytes", dsp.optr().bytes, 0));
    sleepMs(60);
    expect(atLeast("GETOPTR bytes 0.06 s later", dsp.optr().bytes, 10000));
}

void triggerOnAlone()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, buffer, writable);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(60);
    expect(atLeast("GETOPTR bytes 0.06 s after the trigger", dsp.optr().bytes, 10000));
}

void spaceAndDelay()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, buffer, writable);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(30);
    const audio_buf_info space = dsp.ospace();
    expect(eq("GETOSPACE bytes", space.bytes, 16384));
    expect(eq("GETOSPACE fragments", space.fragments, 4));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    const Stopwatch watch;
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(atMost("seconds of SYNC", watch.seconds(), 3.0));
}

/// Fragments of 0.25 s: ready stays until GETOPTR is asked, then not before the next one.
void readyOnce()
{
    const Device dsp(O_RDWR);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(4, 13);
    const Mapping map(dsp, std::size_t{4} << 13, writable);
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    dsp.optr();
    expect(eq("poll before the first fragment", polled(dsp, POLLOUT, 20), 0));
    expect(eq("poll at the fragment", polled(dsp, POLLOUT, 3000), POLLOUT));
    expect(eq("poll again", polled(dsp, POLLOUT, 0), POLLOUT));
    expect(eq("blocks", dsp.optr().blocks, 1));
    expect(eq("poll after GETOPTR", polled(dsp, POLLOUT, 0), 0));
}

void resetRestarts()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, buffer, writable);
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(40);
    expect(atLeast("GETOPTR bytes", dsp.optr().bytes, 1000));
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    const count_info count = dsp.optr();
    expect(between("GETOPTR bytes after RESET", count.bytes, 0, 4000));
    expect(eq("ptr", count.ptr, count.bytes % 16384));
}

void frameThatDoesNotFit()
{
    const Device dsp = mapDsp();
    const Mapping map(dsp, buffer, writable);
    expect(eq("CHANNELS of 3 in fragments of 4096", dsp.must(SNDCTL_DSP_CHANNELS, 3), 2));
    expect(eq("CHANNELS of 4", dsp.must(SNDCTL_DSP_CHANNELS, 4), 4));
    expect(eq("fragsize", dsp.ospace().fragsize, 4096));
}

/// The pointer counts from the first byte of the buffer, whatever was written before.
void afterWriting()
{
    const Device dsp = mapDsp();
    dsp.write(4096);
    const Mapping map(dsp, buffer, writable);
    dsp.hold();
    expect(eq("GETOPTR bytes after mmap", dsp.optr().bytes, 0));
    expect(eq("GETODELAY after mmap", dsp.odelay(), 0));
}

constexpr Case cases[] = {
    {"mmap/first-getoptr-starts", "mmap", Kind::Dsproxy, firstPointerStarts},
    {"mmap/trigger-on-alone-starts", "mmap", Kind::Dsproxy, triggerOnAlone},
    {"mmap/space-is-the-buffer-and-delay-nothing", "mmap", Kind::Dsproxy, spaceAndDelay},
    {"mmap/ready-once-a-fragment-until-getoptr", "mmap", Kind::Dsproxy, readyOnce},
    {"mmap/reset-restarts-at-the-first-byte", "mmap", Kind::Dsproxy, resetRestarts},
    {"mmap/frames-that-do-not-fit-are-not-taken", "mmap", Kind::Dsproxy, frameThatDoesNotFit},
    {"mmap/counts-from-the-first-byte", "mmap", Kind::Dsproxy, afterWriting},
};

}  // namespace

std::span<const Case> mmapRuleCases()
{
    return cases;
}

}  // namespace dsproxy::check
