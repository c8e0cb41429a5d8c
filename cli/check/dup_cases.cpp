// SPDX-License-Identifier: GPL-2.0-or-later
/// dup() and its kin: another number for the same open.
#include "case.h"
#include "clock.h"
#include "device.h"

#include <functional>

namespace dsproxy::check {

namespace {

/// Held: nothing plays.
Device heldDsp()
{
    Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.hold();
    return dsp;
}

bool delayBecomes(const Device& dsp, int bytes)
{
    const Stopwatch watch;
    while (dsp.odelay() != bytes && watch.seconds() < 2)
        sleepMs(10);
    return dsp.odelay() == bytes;
}

/// COPY is the open of ORIGINAL: settings, data and flags are shared.
void expectSameOpen(const Device& original, const Device& copy, Place place = Place::current())
{
    const int before = original.odelay();
    expect(eqHex("format through the copy", copy.must(SNDCTL_DSP_SETFMT, AFMT_QUERY, place),
                 AFMT_S16_LE),
           place);
    expect(returns("write through the copy", copy.write(1000), 1000), place);
    expect(isTrue("GETODELAY of the original grows by what the copy wrote",
                  delayBecomes(original, before + 1000)),
           place);
    expect(returns("write through the original", original.write(24), 24), place);
    expect(isTrue("GETODELAY of the copy sees both", delayBecomes(copy, before + 1024)), place);
}

void plainDup()
{
    const Device dsp = heldDsp();
    const Device copy = Device::adopt(::dup(dsp.fd()));
    require(atLeast("dup", copy.fd(), 0));
    expectSameOpen(dsp, copy);
}

void flagsAreShared()
{
    const Device dsp = heldDsp();
    const Device copy = Device::adopt(::dup(dsp.fd()));
    copy.setNonblock(true);
    expect(eq("O_NONBLOCK of the original", ::fcntl(dsp.fd(), F_GETFL) & O_NONBLOCK, O_NONBLOCK));
    copy.setNonblock(false);
    dsp.call(SNDCTL_DSP_NONBLOCK);
    expect(eq("O_NONBLOCK of the copy", ::fcntl(copy.fd(), F_GETFL) & O_NONBLOCK, O_NONBLOCK));
}

void closeOfOne()
{
    Device dsp = heldDsp();
    Device copy = Device::adopt(::dup(dsp.fd()));
    dsp.write(100);
    const Stopwatch watch;
    expect(ok("close of the original", dsp.close()));
    expect(atMost("seconds", watch.seconds(), 3.0));
    expect(eq("GETODELAY through the copy", copy.odelay(), 100));
    expect(returns("write through the copy", copy.write(100), 100));
    expect(eq("GETODELAY through the copy", copy.odelay(), 200));
}

/// Puts the dsp on TARGET, then puts back what was there.
void expectOnNumber(int target, const std::function<int(int)>& duplicate)
{
    const int saved = ::fcntl(target, F_DUPFD_CLOEXEC, 200);
    {
        const Device dsp = heldDsp();
        Device copy = Device::adopt(duplicate(dsp.fd()));
        if (expect(eq("number of the copy", copy.fd(), target)))
            expectSameOpen(dsp, copy);
        copy.release();
        ::close(target);
    }
    if (saved >= 0) {
        ::dup2(saved, target);
        ::close(saved);
    }
}

void dup2ToStdout()
{
    expectOnNumber(1, [](int fd) { return ::dup2(fd, 1); });
}

void dup2ToAHighNumber()
{
    expectOnNumber(77, [](int fd) { return ::dup2(fd, 77); });
}

/// The old idiom of shells and daemons.
void closeThenDup()
{
    expectOnNumber(1, [](int fd) {
        ::close(1);
        return ::dup(fd);
    });
}

void closeThenDupToStdin()
{
    expectOnNumber(0, [](int fd) {
        ::close(0);
        return ::fcntl(fd, F_DUPFD, 0);
    });
}

void dup2OntoItself()
{
    const Device dsp = heldDsp();
    dsp.write(100);
    expect(returns("dup2(fd, fd)", answerOf(::dup2(dsp.fd(), dsp.fd())), dsp.fd()));
    expect(eq("GETODELAY", dsp.odelay(), 100));
}

void dup2OverIt()
{
    Device dsp = heldDsp();
    Device other = heldDsp();
    const int file = ::open("/dev/null", O_WRONLY);
    expect(returns("dup2 of a file onto the dsp", answerOf(::dup2(file, dsp.fd())), dsp.fd()));
    expect(returns("write to the file", dsp.write(10), 10));
    expect(fails("ioctl of the file", dsp.get(SNDCTL_DSP_GETODELAY), {ENOTTY, EINVAL}));
    expect(eq("GETODELAY of another dsp", other.odelay(), 0));
    ::close(file);
    ::close(dsp.release());
}

void dupFdMinimum()
{
    const Device dsp = heldDsp();
    for (const int least : {3, 50, 150}) {
        const Device copy = Device::adopt(::fcntl(dsp.fd(), F_DUPFD, least));
        expect(atLeast("F_DUPFD", copy.fd(), least));
        expectSameOpen(dsp, copy);
        expect(eq("FD_CLOEXEC", ::fcntl(copy.fd(), F_GETFD) & FD_CLOEXEC, 0));
        dsp.call(SNDCTL_DSP_RESET);
        dsp.hold();
    }
}

void closeOnExecCopies()
{
    const Device dsp = heldDsp();
    const Device copy = Device::adopt(::fcntl(dsp.fd(), F_DUPFD_CLOEXEC, 3));
    expect(
        eq("FD_CLOEXEC of F_DUPFD_CLOEXEC", ::fcntl(copy.fd(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC));
#ifdef __linux__
    const Device third = Device::adopt(::dup3(dsp.fd(), 78, O_CLOEXEC));
    expect(eq("dup3", third.fd(), 78));
    expect(eq("FD_CLOEXEC of dup3", ::fcntl(third.fd(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC));
    expect(fails("dup3(fd, fd)", answerOf(::dup3(dsp.fd(), dsp.fd(), 0)), EINVAL));
#endif
    expect(eq("FD_CLOEXEC of the original", ::fcntl(dsp.fd(), F_GETFD) & FD_CLOEXEC, 0));
}

void lastCloseDrains()
{
    Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 10);
    dsp.write(2400);
    Device copy = Device::adopt(::dup(dsp.fd()));
    const Stopwatch watch;
    dsp.close();
    copy.close();
    expect(between("seconds of both closes with 0.3 s queued", watch.seconds(), 0.24, 9.0));
}

void badNumbers()
{
    const Device dsp = heldDsp();
    expect(fails("dup2 to -1", answerOf(::dup2(dsp.fd(), -1)), EBADF));
    expect(fails("dup2 to a million", answerOf(::dup2(dsp.fd(), 100000000)), EBADF));
    expect(fails("F_DUPFD from -1", answerOf(::fcntl(dsp.fd(), F_DUPFD, -1)), EINVAL));
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

constexpr const char* rule = "dup";

constexpr Case cases[] = {
    {"dup/is-the-same-open", rule, Kind::Dsproxy, plainDup},
    {"dup/flags-are-shared", rule, Kind::Common, flagsAreShared},
    {"dup/close-of-one-leaves-the-other", rule, Kind::Dsproxy, closeOfOne},
    {"dup/dup2-to-stdout", rule, Kind::Dsproxy, dup2ToStdout},
    {"dup/dup2-to-a-high-number", rule, Kind::Dsproxy, dup2ToAHighNumber},
    {"dup/close-1-then-dup", rule, Kind::Dsproxy, closeThenDup},
    {"dup/close-0-then-f-dupfd", rule, Kind::Dsproxy, closeThenDupToStdin},
    {"dup/dup2-onto-itself", rule, Kind::Dsproxy, dup2OntoItself},
    {"dup/dup2-of-a-file-over-it", rule, Kind::Common, dup2OverIt},
    {"dup/f-dupfd-keeps-the-minimum", rule, Kind::Dsproxy, dupFdMinimum},
    {"dup/close-on-exec-of-copies", rule, Kind::Common, closeOnExecCopies},
    {"dup/only-the-last-close-drains", rule, Kind::Common, lastCloseDrains},
    {"dup/bad-numbers", rule, Kind::Common, badNumbers},
};

}  // namespace

std::span<const Case> dupCases()
{
    return cases;
}

}  // namespace dsproxy::check
