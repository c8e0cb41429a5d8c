// SPDX-License-Identifier: GPL-2.0-or-later
/// write() and writev(): counts, pieces, pace.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "options.h"

#include <sys/uio.h>

#include <climits>
#include <vector>

namespace dsproxy::check {

namespace {

/// Held: 16 KiB of S16 stereo, nothing plays.
Device heldDsp(int flags = O_WRONLY)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 10);
    dsp.hold();
    return dsp;
}

void zeroBytes()
{
    const Device dsp(O_WRONLY);
    expect(returns("write of 0 bytes", dsp.write(std::size_t{0}), 0));
    expect(returns("write of 0 bytes from NULL", dsp.write(nullptr, 0), 0));
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

void blockingTakesAll()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 11);
    const double start = Stopwatch::now();
    expect(returns("write of 0.4 s", dsp.write(76800), 76800));
    const double seconds = Stopwatch::now() - start;
    expect(between("seconds until all but a buffer is played", seconds, 0.28, 10.0));
}

void oddPieces()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    long sum = 0;
    for (int i = 0; i < 400; ++i) {
        const long size = 1 + i * 7 % 131;
        expect(returns("write", dsp.write(static_cast<std::size_t>(size)), size));
        sum += size;
    }
    const long frames = sum / 4;
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    if (options().strict)
        expect(eq("GETOPTR bytes after SYNC", static_cast<long>(dsp.optr().bytes), frames * 4));
}

void bytesAreCounted()
{
    const Device dsp = heldDsp();
    int sum = 0;
    for (int size = 1; size < 150; size += 2) {
        expect(returns("write", dsp.write(static_cast<std::size_t>(size)), size));
        sum += size;
        require(eq("GETODELAY", dsp.odelay(), sum));
    }
}

Answer gather(const Device& dsp, const std::vector<std::size_t>& sizes)
{
    static const std::vector<char> zeros(1 << 16);
    std::vector<iovec> parts;
    for (const std::size_t size : sizes)
        parts.push_back({const_cast<char*>(zeros.data()), size});
    return answerOf(::writev(dsp.fd(), parts.data(), static_cast<int>(parts.size())));
}

void gathered()
{
    const Device dsp = heldDsp();
    expect(returns("writev of 3+0+5+1000", gather(dsp, {3, 0, 5, 1000}), 1008));
    expect(eq("GETODELAY", dsp.odelay(), 1008));
    expect(returns("writev of 1024 parts", gather(dsp, std::vector<std::size_t>(1024, 2)), 2048));
    expect(eq("GETODELAY", dsp.odelay(), 3056));
    expect(returns("writev of nothing", gather(dsp, {}), 0));
    expect(returns("writev of empty parts", gather(dsp, {0, 0}), 0));
}

void gatheredNonblock()
{
    const Device dsp = heldDsp(O_WRONLY | O_NONBLOCK);
    expect(returns("writev of more than the buffer", gather(dsp, {10000, 10000, 10000}), 16384));
    expect(fails("writev when full", gather(dsp, {1, 1}), EAGAIN));
    expect(eq("GETODELAY", dsp.odelay(), 16384));
}

void gatheredNonsense()
{
    const Device dsp = heldDsp();
    iovec part{nullptr, 0};
    volatile int negative = -1;
    expect(fails("writev of -1 parts", answerOf(::writev(dsp.fd(), &part, negative)), EINVAL));
    const std::vector<iovec> many(IOV_MAX + 1, part);
    expect(fails("writev of IOV_MAX+1 parts",
                 answerOf(::writev(dsp.fd(), many.data(), IOV_MAX + 1)), EINVAL));
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

void nonblockOnAndOff()
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    dsp.hold();
    fillUp(dsp, 1024);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    dsp.setNonblock(false);
    expect(returns("write after O_NONBLOCK was cleared", dsp.write(8192), 8192));
    dsp.setNonblock(true);
    dsp.hold();
    const Answer answer = dsp.write(1 << 17);
    expect(isTrue("a non-blocking write is cut or refused",
                  answer.result < 1 << 17 && (answer.ok() || answer.error == EAGAIN)));
}

void fionbio()
{
    const Device dsp = heldDsp();
    int on = 1;
    require(ok("FIONBIO", answerOf(::ioctl(dsp.fd(), FIONBIO, &on))));
    expect(eq("O_NONBLOCK in F_GETFL", ::fcntl(dsp.fd(), F_GETFL) & O_NONBLOCK, O_NONBLOCK));
    fillUp(dsp, 4096);
}

/// Half a second at different rates takes half a second, within wide limits.
void pace()
{
    for (const int rate : {8000, 44100, 48000}) {
        const Device dsp(O_WRONLY);
        dsp.params(AFMT_S16_LE, 2, rate);
        dsp.fragments(4, 9);
        const double start = Stopwatch::now();
        dsp.write(static_cast<std::size_t>(rate));
        expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
        expect(between("seconds of 0.25 s", Stopwatch::now() - start, 0.23, 5.0));
    }
}

constexpr Case cases[] = {
    {"write/zero-bytes", "write", Kind::Common, zeroBytes},
    {"write/blocking-takes-everything", "write", Kind::Common, blockingTakesAll},
    {"write/odd-pieces-are-all-played", "write", Kind::Common, oddPieces},
    {"write/every-byte-is-counted", "write", Kind::Dsproxy, bytesAreCounted},
    {"write/writev", "write", Kind::Dsproxy, gathered},
    {"write/writev-nonblock", "write", Kind::Dsproxy, gatheredNonblock},
    {"write/writev-nonsense", "write", Kind::Common, gatheredNonsense},
    {"write/nonblock-by-f-setfl", "write", Kind::Common, nonblockOnAndOff},
    {"write/nonblock-by-fionbio", "write", Kind::Common, fionbio},
    {"write/pace-is-real-time", "write", Kind::Common, pace},
};

}  // namespace

std::span<const Case> writeCases()
{
    return cases;
}

}  // namespace dsproxy::check
