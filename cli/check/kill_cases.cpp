// SPDX-License-Identifier: GPL-2.0-or-later
/// Programs that are stopped, continued and killed in the midst of a call.
#include "case.h"
#include "child.h"
#include "device.h"

#include <functional>

namespace dsproxy::check {

namespace {

/// U8, 8000 Hz: a buffer of 4 s.
Device slowDsp(int flags = O_WRONLY)
{
    Device dsp(flags);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(8, 12);
    return dsp;
}

/// A child in BLOCK() for many seconds must be gone soon after SIGNAL.
void expectEnds(int signal, const std::function<void()>& block)
{
    Child child([&] { block(); });
    sleepMs(150);
    const Stopwatch watch;
    child.signal(signal);
    int status = 0;
    if (!expect(isTrue("the program ends within 3 s", child.wait(3, status))))
        return;
    expect(
        isTrue("it was killed by the signal", WIFSIGNALED(status) && WTERMSIG(status) == signal));
}

void killedInWrite()
{
    expectEnds(SIGKILL, [] { slowDsp().write(400000); });
}

void killedInSync()
{
    expectEnds(SIGKILL, [] {
        const Device dsp = slowDsp();
        dsp.write(32768);
        dsp.call(SNDCTL_DSP_SYNC);
    });
}

void killedInClose()
{
    expectEnds(SIGKILL, [] {
        Device dsp = slowDsp();
        dsp.write(32768);
        dsp.close();
    });
}

void killedInRead()
{
    expectEnds(SIGKILL, [] {
        const Device dsp(O_RDONLY);
        dsp.must(SNDCTL_DSP_SPEED, 8000);
        dsp.fragments(2, 16);
        dsp.read(std::size_t{65536});
    });
}

/// Ctrl-C.
void interruptedInWrite()
{
    expectEnds(SIGINT, [] { slowDsp().write(400000); });
}

void terminatedInSync()
{
    expectEnds(SIGTERM, [] {
        const Device dsp = slowDsp();
        dsp.write(32768);
        dsp.call(SNDCTL_DSP_SYNC);
    });
}

void usableAfterwards()
{
    for (int i = 0; i < 5; ++i)
        expectEnds(SIGKILL, [] { slowDsp().write(400000); });
    const Device dsp(O_WRONLY);
    expect(returns("write of the next program", dsp.write(800), 800));
    const Stopwatch watch;
    expect(ok("SYNC of the next program", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds of 0.1 s", watch.seconds(), 0.08, 9.0));
}

/// Writes BYTES of zeros, as often as short counts need; a stop may cut a write short.
void writeAll(const Device& dsp, long bytes)
{
    for (int i = 0; bytes > 0 && i < 1000; ++i) {
        const Answer answer = dsp.write(static_cast<std::size_t>(bytes));
        if (!answer.ok())
            require(fails("write", answer, EINTR));
        bytes -= answer.ok() ? answer.result : 0;
    }
    require(eq("bytes left", bytes, 0L));
}

/// Stopped for a while in a blocking write; every byte is taken once.
void stoppedAndContinued()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    Child child([&] { writeAll(dsp, 76800); });
    sleepMs(80);
    child.signal(SIGSTOP);
    sleepMs(150);
    child.signal(SIGCONT);
    child.expectDone();
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 76800));
}

void stoppedInSync()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 9);
    Child child([&] {
        dsp.write(3200);
        require(ok("SYNC of the child", dsp.call(SNDCTL_DSP_SYNC)));
        require(eq("GETODELAY of the child", dsp.odelay(), 0));
    });
    sleepMs(60);
    child.signal(SIGSTOP);
    sleepMs(100);
    child.signal(SIGCONT);
    child.expectDone();
}

/// What is queued plays on while the program stands still.
void stoppedPlaysOn()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(8, 8);
    Child child([&] {
        dsp.write(2048);
        sleepMs(10000);
    });
    sleepMs(60);
    child.signal(SIGSTOP);
    sleepMs(450);
    expect(eq("GETODELAY after the buffer's time", dsp.odelay(), 0));
    child.signal(SIGKILL);
}

constexpr const char* rule = "signals";

constexpr Case cases[] = {
    {"kill/in-write", rule, Kind::Common, killedInWrite},
    {"kill/in-sync", rule, Kind::Common, killedInSync},
    {"kill/in-close", rule, Kind::Common, killedInClose},
    {"kill/in-read", rule, Kind::Common, killedInRead},
    {"kill/ctrl-c-in-write", rule, Kind::Common, interruptedInWrite},
    {"kill/sigterm-in-sync", rule, Kind::Common, terminatedInSync},
    {"kill/device-is-usable-afterwards", rule, Kind::Common, usableAfterwards},
    {"kill/stop-and-continue-in-write", rule, Kind::Dsproxy, stoppedAndContinued},
    {"kill/stop-and-continue-in-sync", rule, Kind::Common, stoppedInSync},
    {"kill/stopped-program-is-played-out", rule, Kind::Common, stoppedPlaysOn},
};

}  // namespace

std::span<const Case> killCases()
{
    return cases;
}

}  // namespace dsproxy::check
