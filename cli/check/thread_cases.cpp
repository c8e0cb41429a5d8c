// SPDX-License-Identifier: GPL-2.0-or-later
/// Several threads and one device.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "options.h"
#include "ready.h"

#include <pthread.h>

#include <array>
#include <atomic>

namespace dsproxy::check {

namespace {

/// No C++ around the blocking call: pthread_cancel unwinds through it.
void* writeForLong(void* argument)
{
    static char zeros[1 << 20];
    const int fd = *static_cast<int*>(argument);
    while (::write(fd, zeros, sizeof zeros) > 0) {
    }
    return nullptr;
}

bool joinsWithin(pthread_t thread, int seconds, void** result)
{
#ifdef __linux__
    timespec until{};
    ::clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    return ::pthread_timedjoin_np(thread, result, &until) == 0;
#else
    (void)seconds;
    return ::pthread_join(thread, result) == 0;
#endif
}

void cancelInWrite()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    int fd = dsp.fd();
    pthread_t thread;
    require(eq("pthread_create", ::pthread_create(&thread, nullptr, writeForLong, &fd), 0));
    sleepMs(150);
    require(eq("pthread_cancel", ::pthread_cancel(thread), 0));
    void* result = nullptr;
    require(isTrue("the cancelled thread ends within 5 s", joinsWithin(thread, 5, &result)));
    expect(isTrue("it was cancelled", result == PTHREAD_CANCELED));
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    expect(returns("write afterwards", dsp.write(100), 100));
}

std::atomic<int> opensDone = 0;

void* openOften(void*)
{
    for (int i = 0; i < 40; ++i) {
        const int fd = ::open(options().device.c_str(), O_WRONLY);
        int rate = 22050;
        if (fd >= 0 && ::ioctl(fd, SNDCTL_DSP_SPEED, &rate) == 0 && ::close(fd) == 0)
            ++opensDone;
    }
    return nullptr;
}

void opensInThreads()
{
    {
        const Device first(O_WRONLY);
        const Device second(O_WRONLY);  // skips where only one open is possible
    }
    std::array<pthread_t, 8> threads{};
    for (pthread_t& thread : threads)
        require(eq("pthread_create", ::pthread_create(&thread, nullptr, openOften, nullptr), 0));
    for (const pthread_t thread : threads)
        ::pthread_join(thread, nullptr);
    expect(eq("opens, settings and closes that worked", opensDone.load(), 8 * 40));
}

struct Shared {
    const Device* dsp;
    std::atomic<long> sum;
    std::atomic<bool> stop;
};

void* writeOdd(void* argument)
{
    auto* shared = static_cast<Shared*>(argument);
    static const char zeros[333] = {};
    for (int i = 0; i < 30; ++i) {
        const ssize_t n = ::write(shared->dsp->fd(), zeros, sizeof zeros);
        shared->sum += n > 0 ? n : 0;
    }
    return nullptr;
}

void writesInThreads()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.hold();
    Shared shared{&dsp, 0, false};
    std::array<pthread_t, 6> threads{};
    for (pthread_t& thread : threads)
        require(eq("pthread_create", ::pthread_create(&thread, nullptr, writeOdd, &shared), 0));
    for (const pthread_t thread : threads)
        ::pthread_join(thread, nullptr);
    expect(eq("bytes accepted", shared.sum.load(), 6L * 30 * 333));
    expect(eq("GETODELAY", static_cast<long>(dsp.odelay()), shared.sum.load()));
}

void* askOften(void* argument)
{
    auto* shared = static_cast<Shared*>(argument);
    while (!shared->stop) {
        audio_buf_info space{};
        const int result = ::ioctl(shared->dsp->fd(), SNDCTL_DSP_GETOSPACE, &space);
        const int total = space.fragsize * space.fragstotal;
        shared->sum += result != 0 || space.bytes < 0 || space.bytes > total ? 1 : 0;
    }
    return nullptr;
}

/// A status thread asks while the player's thread is blocked in write().
void askWhileWriting()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 11);
    Shared shared{&dsp, 0, false};
    pthread_t thread;
    require(eq("pthread_create", ::pthread_create(&thread, nullptr, askOften, &shared), 0));
    expect(returns("write of 0.3 s", dsp.write(57600), 57600));
    shared.stop = true;
    ::pthread_join(thread, nullptr);
    expect(eq("senseless answers of GETOSPACE", shared.sum.load(), 0L));
}

void* resetLater(void* argument)
{
    sleepMs(100);
    ::ioctl(static_cast<Shared*>(argument)->dsp->fd(), SNDCTL_DSP_RESET, 0);
    return nullptr;
}

void resetWakesPoll()
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.hold();
    fillUp(dsp, 4096);
    Shared shared{&dsp, 0, false};
    pthread_t thread;
    require(eq("pthread_create", ::pthread_create(&thread, nullptr, resetLater, &shared), 0));
    expect(eq("poll while another thread calls RESET", polled(dsp, POLLOUT, 5000), POLLOUT));
    ::pthread_join(thread, nullptr);
}

void resetFreesWriter()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 12);
    dsp.write(16384);
    Shared shared{&dsp, 0, false};
    pthread_t thread;
    require(eq("pthread_create", ::pthread_create(&thread, nullptr, resetLater, &shared), 0));
    const Stopwatch watch;
    const Answer answer = dsp.write(8192);
    ::pthread_join(thread, nullptr);
    expect(ok("write while another thread calls RESET", answer));
    expect(atMost("seconds: RESET made room for all", watch.seconds(), 0.95));
}

constexpr Case cases[] = {
    {"thread/cancel-in-write", "signals", Kind::Common, cancelInWrite},
    {"thread/opens-in-eight", "open", Kind::Common, opensInThreads},
    {"thread/writes-to-the-byte", "write", Kind::Dsproxy, writesInThreads},
    {"thread/ask-while-writing", "SNDCTL_DSP_GETOSPACE", Kind::Common, askWhileWriting},
    {"thread/reset-wakes-poll", "POLL", Kind::Dsproxy, resetWakesPoll},
    {"thread/reset-frees-a-writer", "SNDCTL_DSP_RESET", Kind::Dsproxy, resetFreesWriter},
};

}  // namespace

std::span<const Case> threadCases()
{
    return cases;
}

}  // namespace dsproxy::check
