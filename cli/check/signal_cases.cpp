// SPDX-License-Identifier: GPL-2.0-or-later
/// Signals in blocking calls: nothing is lost, nothing is taken twice, handlers run at once.
#include "case.h"
#include "device.h"
#include "options.h"
#include "ready.h"
#include "signals.h"

#include <vector>

namespace dsproxy::check {

namespace {

/// U8, 8000 Hz: a buffer of 0.25 s in 4 fragments.
Device slowDsp(int flags = O_WRONLY)
{
    Device dsp(flags);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 9);
    return dsp;
}

/// A handler that took place while a call of several seconds was under way ran at once.
void expectPrompt(double armed, int ms)
{
    expect(eq("calls of the handler", int{Alarm::calls}, 1));
    expect(atMost("seconds from alarm to handler", Alarm::lastCall - armed - ms / 1000.0, 1.0));
}

void shortCount(int flags)
{
    const Device dsp = slowDsp();
    const Alarm alarm(flags);
    const double armed = Stopwatch::now();
    alarm.set(100);
    const Answer answer = dsp.write(40000);
    expectPrompt(armed, 100);
    expect(between("count of the interrupted write of 40000", answer.result, 2048L, 39999L));
    const long accepted = answer.result;
    if (!options().strict)
        return;
    const audio_buf_info space = dsp.ospace();
    expect(atMost("bytes queued", 2048 - space.bytes, 2048));
    dsp.call(SNDCTL_DSP_SYNC);
    expect(eq("GETOPTR bytes: what write() said", static_cast<long>(dsp.optr().bytes), accepted));
}

void writeInterrupted()
{
    shortCount(0);
}
void writeRestarted()
{
    shortCount(SA_RESTART);
}

void countInFrames()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(4, 11);
    const Alarm alarm(0);
    for (int i = 0; i < 3; ++i) {
        alarm.set(60 + 17 * i);
        const Answer answer = dsp.write(400000);
        require(between("count of the interrupted write", answer.result, 1L, 399999L));
        expect(eq("in whole frames: rest", answer.result % 4, 0L));
    }
}

/// Full and held: nothing can be taken.
void nothingTaken()
{
    const Device dsp = slowDsp();
    dsp.hold();
    dsp.write(2048);
    const Alarm alarm(0);
    alarm.set(60);
    expect(fails("write to a full held device", dsp.write(100), EINTR));
    expect(eq("calls of the handler", int{Alarm::calls}, 1));
    expect(eq("GETODELAY", dsp.odelay(), 2048));
}

/// The handler triggers the device: the restarted write must go on by itself.
volatile int heldFd = -1;

void nothingTakenRestarts()
{
    const Device dsp = slowDsp();
    dsp.hold();
    dsp.write(2048);
    heldFd = dsp.fd();
    struct sigaction action{};
    action.sa_handler = [](int) {
        int on = PCM_ENABLE_OUTPUT;
        ::ioctl(heldFd, SNDCTL_DSP_SETTRIGGER, &on);
    };
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGALRM, &action, nullptr);
    ::alarm(1);
    expect(returns("write that is restarted", dsp.write(1000), 1000));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 3048));
}

void syncInterrupted()
{
    const Device dsp = slowDsp();
    dsp.fragments(16, 10);
    dsp.write(16000);
    const Alarm alarm(0);
    const Stopwatch watch;
    const double armed = Stopwatch::now();
    alarm.set(100);
    expect(fails("SYNC with 2 s queued", dsp.call(SNDCTL_DSP_SYNC), EINTR));
    expectPrompt(armed, 100);
    expect(atMost("seconds", watch.seconds(), 1.7));
    expect(atLeast("GETODELAY: it still plays", dsp.odelay(), 1));
}

void syncRestarted()
{
    const Device dsp = slowDsp();
    dsp.write(2048);
    dsp.write(2048);
    const Alarm alarm(SA_RESTART);
    const Stopwatch watch;
    const double armed = Stopwatch::now();
    alarm.set(50);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expectPrompt(armed, 50);
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(atLeast("seconds", watch.seconds(), 0.2));
}

void readInterrupted()
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(2, 15);
    const Alarm alarm(0);
    const double armed = Stopwatch::now();
    alarm.set(100);
    expect(fails("read of a fragment of 4 s", dsp.read(std::size_t{32768}), EINTR));
    expectPrompt(armed, 100);
}

void readRestarted()
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 11);
    const Alarm alarm(SA_RESTART);
    alarm.set(60, 60);
    const Answer answer = dsp.read(std::size_t{2048});
    alarm.set(0);
    expect(returns("read of a fragment of 0.256 s", answer, 2048));
    expect(atLeast("calls of the handler", int{Alarm::calls}, 2));
}

void closeInterrupted()
{
    Device dsp = slowDsp();
    dsp.fragments(16, 10);
    dsp.write(6400);
    const int fd = dsp.fd();
    const Alarm alarm(0);
    const double armed = Stopwatch::now();
    alarm.set(100);
    const Answer answer = dsp.close();
    if (!answer.ok())
        expect(fails("close", answer, EINTR));
    expectPrompt(armed, 100);
    expect(fails("the fd after close", answerOf(::fcntl(fd, F_GETFD)), EBADF));
}

void pollInterrupted()
{
    const Device dsp = slowDsp(O_WRONLY | O_NONBLOCK);
    dsp.hold();
    fillUp(dsp, 512);
    const Alarm alarm(0);
    alarm.set(50);
    expect(eq("poll", polled(dsp, POLLOUT, 5000), -1));
}

/// Blocked and ignored signals are no interruption.
void unseenSignals()
{
    const Device dsp = slowDsp();
    const Alarm alarm(0);
    ::signal(SIGUSR1, SIG_IGN);
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGALRM);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    alarm.set(50, 50);
    ::kill(::getpid(), SIGUSR1);
    expect(returns("write of 0.5 s with the signal blocked", dsp.write(4096), 4096));
    expect(eq("calls of the handler", int{Alarm::calls}, 0));
    alarm.set(0);
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
    expect(eq("calls of the handler when unblocked", int{Alarm::calls}, 1));
}

/// A signal a millisecond for a second of data: every byte exactly once.
void expectStorm(int flags)
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 11025);
    dsp.fragments(4, 10);
    const Alarm alarm(flags);
    alarm.set(1, 1);
    constexpr long total = 44100;
    long sum = 0;
    const std::vector<char> zeros(total);
    while (sum < total) {
        const ssize_t n = ::write(dsp.fd(), zeros.data(), static_cast<std::size_t>(total - sum));
        if (n < 0)
            require(fails("write", answerOf(n), EINTR));
        sum += n > 0 ? n : 0;
    }
    alarm.set(0);
    expect(eq("bytes accepted", sum, total));
    expect(atLeast("signals in a second", int{Alarm::calls}, 10));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    if (options().strict)
        expect(eq("GETOPTR bytes", static_cast<long>(dsp.optr().bytes), total));
}

void storm()
{
    expectStorm(0);
}
void restartingStorm()
{
    expectStorm(SA_RESTART);
}

void stormOfSettings()
{
    const Alarm alarm(SA_RESTART);
    alarm.set(1, 1);
    for (int i = 0; i < 100; ++i) {
        const int fd = ::open(options().device.c_str(), O_WRONLY);
        require(ok("open", answerOf(fd)));
        int rate = 44100;
        require(ok("SPEED", answerOf(::ioctl(fd, SNDCTL_DSP_SPEED, &rate))));
        require(between("rate", rate, 40000, 48000));
        require(ok("close", answerOf(::close(fd))));
    }
}

constexpr const char* rule = "signals";

constexpr Case cases[] = {
    {"signal/write-gives-a-short-count", rule, Kind::Common, writeInterrupted},
    {"signal/write-gives-a-short-count-though-restarting", rule, Kind::Common, writeRestarted},
    {"signal/short-counts-are-whole-frames", rule, Kind::Dsproxy, countInFrames},
    {"signal/write-of-nothing-is-eintr", rule, Kind::Dsproxy, nothingTaken},
    {"signal/write-of-nothing-restarts", rule, Kind::Dsproxy, nothingTakenRestarts},
    {"signal/sync-is-eintr", rule, Kind::Dsproxy, syncInterrupted},
    {"signal/sync-restarts", rule, Kind::Common, syncRestarted},
    {"signal/read-is-eintr", rule, Kind::Dsproxy, readInterrupted},
    {"signal/read-restarts", rule, Kind::Dsproxy, readRestarted},
    {"signal/close-lets-the-handler-run", rule, Kind::Dsproxy, closeInterrupted},
    {"signal/poll-is-eintr", rule, Kind::Dsproxy, pollInterrupted},
    {"signal/blocked-and-ignored-do-not-interrupt", rule, Kind::Common, unseenSignals},
    {"signal/storm", rule, Kind::Common, storm},
    {"signal/storm-restarting", rule, Kind::Common, restartingStorm},
    {"signal/storm-of-opens", rule, Kind::Common, stormOfSettings},
};

}  // namespace

std::span<const Case> signalCases()
{
    return cases;
}

}  // namespace dsproxy::check
