// SPDX-License-Identifier: GPL-2.0-or-later
/// epoll: level and edge triggered, one shot, and what close does to it.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "report.h"

#ifdef __linux__
#include <sys/epoll.h>
#endif

namespace dsproxy::check {

namespace {

#ifdef __linux__

class Epoll {
public:
    Epoll() : fd_(::epoll_create1(EPOLL_CLOEXEC)) {}
    Epoll(const Epoll&) = delete;
    Epoll& operator=(const Epoll&) = delete;
    ~Epoll() { ::close(fd_); }

    Answer control(int operation, int fd, unsigned events) const
    {
        epoll_event event{};
        event.events = events;
        return answerOf(::epoll_ctl(fd_, operation, fd, &event));
    }

    void add(const Device& dsp, unsigned events) const
    {
        require(check::ok("EPOLL_CTL_ADD", control(EPOLL_CTL_ADD, dsp.fd(), events)));
    }

    /// The events of the one fd; 0 after MS milliseconds.
    unsigned wait(int ms) const
    {
        epoll_event event{};
        const unsigned slot = noteBegin("epoll_wait(" + std::to_string(ms) + " ms)");
        const int count = ::epoll_wait(fd_, &event, 1, ms);
        noteEnd(slot, " = " + std::to_string(count) + " events " + hex(event.events));
        return count > 0 ? event.events : 0;
    }

private:
    int fd_;
};

Device fastDsp(int flags)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    return dsp;
}

void level()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Epoll epoll;
    epoll.add(dsp, EPOLLOUT);
    for (int i = 0; i < 3; ++i)
        expect(eq("level-triggered events of a free device", epoll.wait(0), unsigned{EPOLLOUT}));
    for (int i = 0; i < 20; ++i) {
        require(eq("events", epoll.wait(5000), unsigned{EPOLLOUT}));
        require(returns("write of a fragment", dsp.write(1024), 1024));
    }
}

void levelWhenFull()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Epoll epoll;
    dsp.hold();
    fillUp(dsp, 1024);
    epoll.add(dsp, EPOLLOUT);
    expect(eq("events of a full held device", epoll.wait(40), 0u));
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(eq("events when it plays", epoll.wait(5000), unsigned{EPOLLOUT}));
}

/// Each time all is filled up to EAGAIN, one edge must follow.
void edge()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Epoll epoll;
    epoll.add(dsp, EPOLLOUT | EPOLLET);
    expect(eq("the first edge", epoll.wait(5000), unsigned{EPOLLOUT}));
    for (int i = 0; i < 20; ++i) {
        long sum = 0;
        Answer answer = dsp.write(1024);
        for (; answer.ok() && sum < 1 << 20; answer = dsp.write(1024))
            sum += answer.result;
        require(fails("write when full", answer, EAGAIN));
        require(eq("edge after EAGAIN", epoll.wait(5000), unsigned{EPOLLOUT}));
        require(atLeast("fragments free at the edge", dsp.ospace().fragments, 1));
    }
}

void edgeOfCapture()
{
    const Device dsp = fastDsp(O_RDONLY | O_NONBLOCK);
    const Epoll epoll;
    epoll.add(dsp, EPOLLIN | EPOLLET);
    for (int i = 0; i < 20; ++i) {
        require(eq("edge", epoll.wait(5000), unsigned{EPOLLIN}));
        long sum = 0;
        Answer answer = dsp.read(std::size_t{1024});
        for (; answer.ok() && sum < 1 << 20; answer = dsp.read(std::size_t{1024}))
            sum += answer.result;
        require(fails("read when empty", answer, EAGAIN));
        require(atLeast("bytes read at an edge", sum, 1024L));
    }
}

void edgeIsNotRepeated()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Epoll epoll;
    dsp.hold();
    epoll.add(dsp, EPOLLOUT | EPOLLET);
    expect(eq("the first edge", epoll.wait(1000), unsigned{EPOLLOUT}));
    expect(eq("events without a change", epoll.wait(30), 0u));
}

void oneShot()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    const Epoll epoll;
    epoll.add(dsp, EPOLLOUT | EPOLLONESHOT);
    expect(eq("events", epoll.wait(1000), unsigned{EPOLLOUT}));
    expect(eq("events after the one", epoll.wait(30), 0u));
    require(ok("EPOLL_CTL_MOD", epoll.control(EPOLL_CTL_MOD, dsp.fd(), EPOLLOUT | EPOLLONESHOT)));
    expect(eq("events when armed again", epoll.wait(1000), unsigned{EPOLLOUT}));
}

void closeRemoves()
{
    Device dsp = fastDsp(O_WRONLY);
    const int fd = dsp.fd();
    const Epoll epoll;
    epoll.add(dsp, EPOLLOUT);
    dsp.close();
    expect(eq("events of a closed device", epoll.wait(30), 0u));
    expect(fails("EPOLL_CTL_DEL of a closed fd", epoll.control(EPOLL_CTL_DEL, fd, 0), EBADF));
}

/// Between two fragments nothing may wake a sleeper: an idle player costs nothing.
void noNeedlessWakes()
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(2, 12);
    const Epoll epoll;
    fillUp(dsp, 4096);
    epoll.add(dsp, EPOLLOUT | EPOLLET);
    const Stopwatch watch;
    epoll.wait(0);
    const unsigned events = epoll.wait(150);
    if (watch.seconds() < 0.4)
        expect(eq("events within 0.15 s of a fragment of 0.5 s", events, 0u));
}

constexpr const char* rule = "POLL";

constexpr Case cases[] = {
    {"epoll/level", rule, Kind::Common, level},
    {"epoll/level-when-full", rule, Kind::Dsproxy, levelWhenFull},
    {"epoll/edge-follows-eagain", rule, Kind::Common, edge},
    {"epoll/edge-of-capture", rule, Kind::Common, edgeOfCapture},
    {"epoll/edge-is-not-repeated", rule, Kind::Common, edgeIsNotRepeated},
    {"epoll/one-shot", rule, Kind::Common, oneShot},
    {"epoll/close-removes-it", rule, Kind::Common, closeRemoves},
    {"epoll/no-needless-wakes", rule, Kind::Dsproxy, noNeedlessWakes},
};

#endif

}  // namespace

std::span<const Case> epollCases()
{
#ifdef __linux__
    return cases;
#else
    return {};
#endif
}

}  // namespace dsproxy::check
