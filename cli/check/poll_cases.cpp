// SPDX-License-Identifier: GPL-2.0-or-later
/// poll() and select(): ready means that a fragment can be moved.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "ready.h"

namespace dsproxy::check {

namespace {

/// S16 stereo, 48000 Hz, 4 fragments of 1024 bytes (5.3 ms).
Device fastDsp(int flags)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    return dsp;
}

void freshIsWritable()
{
    const Device dsp(O_WRONLY);
    expect(eq("poll of POLLIN|POLLOUT", polled(dsp, POLLIN | POLLOUT, 0), POLLOUT));
    expect(isTrue("select says writable", selected(dsp, false, 0)));
    expect(isTrue("select does not say readable", !selected(dsp, true, 0)));
}

/// Held and filled to one byte less, and exactly, a free fragment.
void boundary()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    dsp.hold();
    dsp.write(3072);
    expect(eq("poll with one fragment free", polled(dsp, POLLOUT, 0), POLLOUT));
    dsp.write(1);
    expect(eq("poll with one byte less", polled(dsp, POLLOUT, 0), 0));
    expect(isTrue("select with one byte less", !selected(dsp, false, 0)));
    expect(eq("GETOSPACE bytes", dsp.ospace().bytes, 1023));
    dsp.call(SNDCTL_DSP_RESET);
    expect(eq("poll after RESET", polled(dsp, POLLOUT, 0), POLLOUT));
}

void fullTimesOut()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    dsp.hold();
    fillUp(dsp, 1024);
    const Stopwatch watch;
    expect(eq("poll of a full stopped device", polled(dsp, POLLOUT, 100), 0));
    expect(atLeast("seconds of poll with 0.1 s limit", watch.seconds(), 0.095));
    expect(isTrue("select of a full stopped device", !selected(dsp, false, 50)));
}

/// As osspd's test does: after POLLOUT a fragment is taken whole, without waiting.
void readyTakesFragment()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const auto fragment = static_cast<std::size_t>(dsp.ospace().fragsize);
    for (int i = 0; i < 40; ++i) {
        require(eq("poll", polled(dsp, POLLOUT, 5000), POLLOUT));
        require(returns("write of a fragment", dsp.write(fragment), static_cast<long>(fragment)));
    }
}

void selectTakesFragment()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const auto fragment = static_cast<std::size_t>(dsp.ospace().fragsize);
    for (int i = 0; i < 40; ++i) {
        require(isTrue("select", selected(dsp, false, 5000)));
        require(returns("write of a fragment", dsp.write(fragment), static_cast<long>(fragment)));
    }
}

/// 0.4 s of data take about as long, however eagerly they are offered.
void pollPaces()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Stopwatch watch;
    int polls = 0;
    for (long sum = 0; sum < 76800; ++polls) {
        require(eq("poll", polled(dsp, POLLOUT, 5000), POLLOUT));
        const Answer answer = dsp.write(1024);
        require(ok("write", answer));
        sum += answer.result;
    }
    expect(atLeast("seconds of 0.4 s", watch.seconds(), 0.35));
    expect(atMost("polls for 75 fragments", polls, 110));
}

void agreesWithSpace()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    dsp.hold();
    for (int sum = 0; sum < 4096; sum += 128) {
        const bool free = dsp.ospace().fragments >= 1;
        require(eq("POLLOUT when a fragment is free", polled(dsp, POLLOUT, 0) == POLLOUT, free));
        require(returns("write", dsp.write(128), 128));
    }
}

void noErrors()
{
    const Device dsp = fastDsp(O_RDWR);
    dsp.write(4096);
    for (int i = 0; i < 5; ++i) {
        expect(eq("POLLERR, POLLHUP, POLLNVAL",
                  polled(dsp, POLLIN | POLLOUT | POLLPRI, 0) & ~(POLLIN | POLLOUT), 0));
        sleepMs(5);
    }
}

void fitsSelect()
{
    const Device dsp(O_WRONLY);
    expect(atMost("fd", dsp.fd(), FD_SETSIZE - 1));
}

void closedIsInvalid()
{
    Device dsp(O_WRONLY);
    pollfd entry{dsp.fd(), POLLOUT, 0};
    dsp.close();
    expect(returns("poll of a closed fd", answerOf(::poll(&entry, 1, 0)), 1));
    expect(eq("revents", entry.revents, static_cast<short>(POLLNVAL)));
}

void captureBecomesReadable()
{
    const Device dsp = fastDsp(O_RDONLY | O_NONBLOCK);
    const auto fragment = static_cast<std::size_t>(dsp.ispace().fragsize);
    for (int i = 0; i < 20; ++i) {
        require(eq("poll", polled(dsp, POLLIN, 5000), POLLIN));
        require(returns("read of a fragment", dsp.read(fragment), static_cast<long>(fragment)));
    }
}

/// A fresh capture open must become readable though nobody has read yet.
void captureStartsByPoll()
{
    const Device dsp = fastDsp(O_RDONLY);
    expect(eq("poll of a fresh capture open", polled(dsp, POLLIN, 5000), POLLIN));
    dsp.call(SNDCTL_DSP_RESET);
    expect(isTrue("select after RESET", selected(dsp, true, 5000)));
}

void captureNotYet()
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(2, 15);
    expect(eq("poll with a fragment of 4 s", polled(dsp, POLLIN, 50), 0));
}

void captureHeldIsNot()
{
    const Device dsp = fastDsp(O_RDONLY);
    dsp.hold();
    expect(eq("poll with the trigger off", polled(dsp, POLLIN, 60), 0));
    dsp.triggerOn(PCM_ENABLE_INPUT);
    expect(eq("poll with the trigger on", polled(dsp, POLLIN, 5000), POLLIN));
}

/// FreeBSD's loop: both directions through one fd until each has moved data.
void duplexLoop()
{
    const Device dsp = fastDsp(O_RDWR);
    dsp.triggerOn(PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT);
    bool read = false;
    bool written = false;
    for (int i = 0; i < 200 && !(read && written); ++i) {
        const int events = polled(dsp, POLLIN | POLLOUT, 5000);
        require(atLeast("events", events, 1));
        if (events & POLLIN)
            read = expect(atLeast("read", dsp.read(std::size_t{64}).result, 1L)) || read;
        if (events & POLLOUT)
            written = expect(atLeast("write", dsp.write(64).result, 1L)) || written;
    }
    expect(isTrue("data were read", read));
    expect(isTrue("data were written", written));
}

void directionsAreApart()
{
    const Device dsp = fastDsp(O_RDWR | O_NONBLOCK);
    dsp.hold();
    fillUp(dsp, 1024);
    expect(eq("poll: full and held", polled(dsp, POLLIN | POLLOUT, 30), 0));
    dsp.triggerOn(PCM_ENABLE_INPUT);
    expect(eq("poll: full, recording", polled(dsp, POLLIN | POLLOUT, 5000), POLLIN));
    dsp.call(SNDCTL_DSP_RESET);
    expect(eq("poll after RESET", polled(dsp, POLLOUT, 0), POLLOUT));
}

constexpr const char* rule = "POLL";

constexpr Case cases[] = {
    {"poll/a-fresh-open-is-writable", rule, Kind::Common, freshIsWritable},
    {"poll/writable-from-one-free-fragment", rule, Kind::Dsproxy, boundary},
    {"poll/full-and-held-times-out", rule, Kind::Dsproxy, fullTimesOut},
    {"poll/ready-takes-a-fragment", rule, Kind::Common, readyTakesFragment},
    {"poll/select-ready-takes-a-fragment", rule, Kind::Common, selectTakesFragment},
    {"poll/paces-a-player", rule, Kind::Common, pollPaces},
    {"poll/agrees-with-getospace", rule, Kind::Dsproxy, agreesWithSpace},
    {"poll/no-errors-on-a-healthy-device", rule, Kind::Common, noErrors},
    {"poll/fd-fits-into-fd-set", rule, Kind::Common, fitsSelect},
    {"poll/closed-is-pollnval", rule, Kind::Common, closedIsInvalid},
    {"poll/capture-ready-gives-a-fragment", rule, Kind::Dsproxy, captureBecomesReadable},
    {"poll/capture-starts-by-itself", rule, Kind::Common, captureStartsByPoll},
    {"poll/capture-waits-for-a-fragment", rule, Kind::Dsproxy, captureNotYet},
    {"poll/capture-held-is-not-readable", rule, Kind::Dsproxy, captureHeldIsNot},
    {"poll/duplex-loop", rule, Kind::Common, duplexLoop},
    {"poll/directions-are-apart", rule, Kind::Dsproxy, directionsAreApart},
};

}  // namespace

std::span<const Case> pollCases()
{
    return cases;
}

}  // namespace dsproxy::check
