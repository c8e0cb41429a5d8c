// SPDX-License-Identifier: GPL-2.0-or-later
/// read(): how much, when, and what happens to what is not read.
#include "case.h"
#include "clock.h"
#include "device.h"

#include <sys/uio.h>

namespace dsproxy::check {

namespace {

Device captureDsp(int flags = O_RDONLY)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 10);
    return dsp;
}

void takesItsTime()
{
    const Device dsp = captureDsp();
    const Stopwatch watch;
    long sum = 0;
    while (sum < 96256) {
        const Answer answer = dsp.read(std::size_t{1024});
        require(returns("read of a fragment", answer, 1024));
        sum += answer.result;
    }
    expect(between("seconds of 0.5 s", watch.seconds(), 0.4, 10.0));
}

void slowTakesItsTime()
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(8, 8);
    const Stopwatch watch;
    for (int i = 0; i < 12; ++i)
        require(returns("read of a fragment", dsp.read(std::size_t{256}), 256));
    expect(between("seconds of 0.384 s", watch.seconds(), 0.3, 10.0));
}

void oddSizes()
{
    const Device dsp = captureDsp();
    for (const long size : {1, 3, 5, 1000, 15, 1024, 2000, 7}) {
        const Answer answer = dsp.read(static_cast<std::size_t>(size));
        require(between("read of " + show(size), answer.result, 1L, size));
    }
}

/// A blocking read of several fragments: whole ones, none missing.
void severalFragments()
{
    const Device dsp = captureDsp();
    for (int i = 0; i < 4; ++i) {
        const Answer answer = dsp.read(std::size_t{4096});
        require(between("read of 4 fragments", answer.result, 1024L, 4096L));
        expect(eq("in whole fragments: rest", answer.result % 1024, 0L));
    }
}

void zeroBytes()
{
    const Device dsp = captureDsp(O_RDONLY | O_NONBLOCK);
    expect(returns("read of 0 bytes", dsp.read(std::size_t{0}), 0));
}

void nonblock()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 13);
    const Stopwatch watch;
    expect(fails("first non-blocking read", dsp.read(std::size_t{8192}), EAGAIN));
    expect(atMost("seconds", watch.seconds(), 0.9));
    dsp.setNonblock(false);
    expect(returns("blocking read", dsp.read(std::size_t{8192}), 8192));
    expect(atLeast("seconds until a fragment of 1 s is there", watch.seconds(), 0.8));
}

void spaceBeforeAndAfter()
{
    const Device dsp = captureDsp(O_RDONLY | O_NONBLOCK);
    const audio_buf_info before = dsp.ispace();
    expect(eq("fragsize", before.fragsize, 1024));
    expect(eq("fragstotal", before.fragstotal, 8));
    expect(atMost("bytes", before.bytes, 8192));
    sleepMs(60);
    const audio_buf_info after = dsp.ispace();
    expect(between("bytes 0.06 s after GETISPACE", after.bytes, 1024, 8192));
    expect(eq("fragments", after.fragments, after.bytes / 1024));
}

void readTakesAway()
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 7);
    require(returns("read", dsp.read(std::size_t{128}), 128));
    sleepMs(100);
    dsp.must(SNDCTL_DSP_SETTRIGGER, 0);
    const int before = dsp.ispace().bytes;
    require(atLeast("bytes after 0.1 s", before, 400));
    require(returns("read", dsp.read(std::size_t{128}), 128));
    expect(eq("bytes afterwards", dsp.ispace().bytes, before - 128));
}

/// Not read in time: the buffer is full, and no fuller; reading goes on.
void overrun()
{
    const Device dsp = captureDsp();
    require(returns("read", dsp.read(std::size_t{1024}), 1024));
    sleepMs(150);
    const audio_buf_info space = dsp.ispace();
    expect(eq("GETISPACE bytes after an overrun", space.bytes, 8192));
    expect(eq("GETISPACE fragments", space.fragments, 8));
    for (int i = 0; i < 12; ++i)
        expect(returns("read", dsp.read(std::size_t{1024}), 1024));
    expect(atLeast("GETIPTR bytes: what passed", dsp.iptr().bytes, 28000));
}

void scattered()
{
    const Device dsp = captureDsp();
    char a[100];
    char b[924];
    iovec parts[] = {{a, sizeof a}, {nullptr, 0}, {b, sizeof b}};
    expect(returns("readv of a fragment", answerOf(::readv(dsp.fd(), parts, 3)), 1024));
}

void resetForgets()
{
    const Device dsp = captureDsp(O_RDONLY | O_NONBLOCK);
    dsp.read(std::size_t{1});
    sleepMs(60);
    expect(atLeast("bytes after 0.06 s", dsp.ispace().bytes, 1024));
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    expect(eq("GETIPTR bytes", dsp.iptr().bytes, 0));
    dsp.setNonblock(false);
    expect(returns("read after RESET", dsp.read(std::size_t{1024}), 1024));
}

void closeIsQuick()
{
    Device dsp = captureDsp();
    dsp.read(std::size_t{1024});
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    expect(atMost("seconds", watch.seconds(), 3.0));
}

void changeForgets()
{
    const Device dsp = captureDsp();
    dsp.read(std::size_t{1024});
    dsp.must(SNDCTL_DSP_SETFMT, AFMT_U8);
    unsigned char data[1024];
    require(returns("read", dsp.read(data, sizeof data), 1024));
    for (const unsigned char byte : data)
        require(eq("silence of U8", int{byte}, 0x80));
}

constexpr Case cases[] = {
    {"capture/takes-its-time", "read", Kind::Common, takesItsTime},
    {"capture/takes-its-time-at-8000", "read", Kind::Common, slowTakesItsTime},
    {"capture/odd-sizes", "read", Kind::Common, oddSizes},
    {"capture/several-fragments", "read", Kind::Dsproxy, severalFragments},
    {"capture/zero-bytes", "read", Kind::Common, zeroBytes},
    {"capture/nonblock-is-eagain-until-a-fragment", "read", Kind::Common, nonblock},
    {"capture/getispace-starts-it", "SNDCTL_DSP_GETISPACE", Kind::Dsproxy, spaceBeforeAndAfter},
    {"capture/read-takes-away", "SNDCTL_DSP_GETISPACE", Kind::Dsproxy, readTakesAway},
    {"capture/goes-on-after-an-overrun", "Overrun", Kind::Dsproxy, overrun},
    {"capture/readv", "read", Kind::Common, scattered},
    {"capture/reset-forgets", "SNDCTL_DSP_RESET", Kind::Dsproxy, resetForgets},
    {"capture/close-is-quick", "close", Kind::Common, closeIsQuick},
    {"capture/a-change-of-format-forgets", "SNDCTL_DSP_SETFMT", Kind::Dsproxy, changeForgets},
};

}  // namespace

std::span<const Case> captureCases()
{
    return cases;
}

}  // namespace dsproxy::check
