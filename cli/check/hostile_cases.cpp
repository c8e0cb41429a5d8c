// SPDX-License-Identifier: GPL-2.0-or-later
/// Every ioctl with every kind of bad pointer, and with numbers that nobody expects.
#include "case.h"
#include "device.h"
#include "guarded.h"
#include "names.h"
#include "options.h"
#include "report.h"

#include <memory>

namespace dsproxy::check {

namespace {

/// Linux' own dsp takes fragments once in an open, and does not look at what PROFILE points to.
bool answersAlways(const IoctlName& row)
{
    return row.cmd != SNDCTL_DSP_SETFRAGMENT && row.cmd != SNDCTL_DSP_SUBDIVIDE &&
           row.cmd != SNDCTL_DSP_PROFILE;
}

/// Calls that change volumes are left out: the device may be a real card.
bool harmless(const IoctlName& row)
{
    return !(row.mixer && row.in) && (options().strict || answersAlways(row));
}

Device freshDsp()
{
    return Device(O_RDWR | O_NONBLOCK);
}

Answer callAt(const Device& dsp, const IoctlName& row, void* argument)
{
    const unsigned slot = noteBegin(std::string("ioctl(") + row.name + ", " +
                                    hex(reinterpret_cast<unsigned long>(argument)) + ")");
    const Answer answer = answerOf(::ioctl(dsp.fd(), row.cmd, argument));
    noteEnd(slot, " = " + describe(answer));
    return answer;
}

/// Does this device answer it at all? A zeroed argument is good for all of them.
bool supported(const Device& dsp, const IoctlName& row)
{
    alignas(8) unsigned char argument[1024] = {};
    return callAt(dsp, row, argument).ok();
}

/// Supported calls must say EFAULT to POINTER, others whatever they say; none may hang.
void expectFaults(void* pointer, const char* what)
{
    const auto dsp = std::make_unique<Device>(O_RDWR | O_NONBLOCK);
    for (const IoctlName& row : allIoctls()) {
        if (!harmless(row))
            continue;
        const Answer answer = callAt(*dsp, row, pointer);
        if (row.bytes != 0 && supported(*dsp, row))
            expect(fails(std::string(row.name) + " with " + what, answer, EFAULT));
    }
    expect(ok("GETFMTS afterwards", dsp->get(SNDCTL_DSP_GETFMTS)));
}

void nullPointer()
{
    expectFaults(nullptr, "NULL");
}
void unmappedPointer()
{
    expectFaults(reinterpret_cast<void*>(64), "an unmapped pointer");
}

void kernelPointer()
{
    expectFaults(reinterpret_cast<void*>(~0UL << (sizeof(void*) == 8 ? 47 : 30)),
                 "a pointer into the kernel");
}

void lastBytePointer()
{
    expectFaults(reinterpret_cast<void*>(~0UL), "the last address");
}

void forbiddenPage()
{
    const GuardedPages pages;
    expectFaults(pages.end(), "a forbidden page");
}

void straddling()
{
    const GuardedPages pages;
    pages.fill(0);
    expectFaults(pages.end() - 1, "an argument that ends in a forbidden page");
}

void readOnlyPage()
{
    const GuardedPages pages;
    pages.fill(0);
    pages.readOnly();
    const Device dsp = freshDsp();
    for (const IoctlName& row : allIoctls()) {
        if (!harmless(row) || row.bytes == 0)
            continue;
        const Answer answer = callAt(dsp, row, pages.begin());
        if (!supported(dsp, row))
            continue;
        if (row.out)
            expect(fails(std::string(row.name) + " into a read-only page", answer, EFAULT));
        else
            expect(ok(std::string(row.name) + " from a read-only page", answer));
    }
    expect(eq("byte of the page", int{pages.begin()[0]}, 0));
}

/// At POINTER, whatever its place: success, and not one byte beyond the argument is touched.
void expectExactBytes(std::size_t beforeEnd, const char* what)
{
    const GuardedPages pages;
    const Device dsp = freshDsp();
    for (const IoctlName& row : allIoctls()) {
        if (!harmless(row) || row.bytes == 0 || !supported(dsp, row))
            continue;
        unsigned char* at = pages.end() - row.bytes - beforeEnd;
        pages.fill(0xa5);
        std::memset(at, 0, row.bytes);
        expect(ok(std::string(row.name) + " " + what, callAt(dsp, row, at)));
        expect(isTrue(std::string(row.name) + " writes its argument and nothing else",
                      pages.onlyChanged(at, row.bytes, 0xa5)));
    }
}

void endOfPage()
{
    expectExactBytes(0, "at the end of a page");
}
void misaligned()
{
    expectExactBytes(1, "at an odd address");
}
void inTheMiddle()
{
    expectExactBytes(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) - 2, "across two pages");
}

void wholeAnswer()
{
    const Device dsp(O_WRONLY);
    audio_buf_info space;
    std::memset(&space, 0x5a, sizeof space);
    require(ok("GETOSPACE", dsp.call(SNDCTL_DSP_GETOSPACE, &space)));
    expect(eq("bytes over a dirty argument", space.bytes, space.fragsize * space.fragstotal));
    count_info count;
    std::memset(&count, 0x5a, sizeof count);
    require(ok("GETOPTR", dsp.call(SNDCTL_DSP_GETOPTR, &count)));
    expect(eq("bytes of GETOPTR over a dirty argument", count.bytes, 0));
    expect(eq("blocks", count.blocks, 0));
    expect(eq("ptr", count.ptr, 0));
}

unsigned next(unsigned& state)
{
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

/// Numbers and values at random (always the same): the device must outlive them.
void randomCalls()
{
    Device dsp = freshDsp();
    unsigned state = 20261121;
    alignas(8) unsigned char argument[1 << 14];
    for (int i = 0; i < 3000; ++i) {
        const unsigned long direction = next(state) % 4;
        const unsigned long bytes = next(state) % 3 ? 4 : next(state) % 64;
        const unsigned long cmd = direction << 30 | bytes << 16 | 'P' << 8 | next(state) % 80;
        for (int j = 0; j < 64; ++j)
            argument[j] = static_cast<unsigned char>(next(state) >> (next(state) % 8));
        ::ioctl(dsp.fd(), cmd, argument);
    }
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    dsp.close();
    const Device fresh(O_WRONLY);
    expect(eq("rate of the next open", fresh.must(SOUND_PCM_READ_RATE), 8000));
}

void everyNumber()
{
    const Device dsp = freshDsp();
    alignas(8) unsigned char argument[1 << 14] = {};
    for (unsigned long number = 0; number < 256; ++number) {
        for (const unsigned long shape :
             {0x00000000UL, 0x40040000UL, 0x80040000UL, 0xc0040000UL, 0x80100000UL, 0xffff0000UL}) {
            ::ioctl(dsp.fd(), shape | 'P' << 8 | number, argument);
            ::ioctl(dsp.fd(), shape | 'X' << 8 | number, argument);
        }
    }
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    expect(ok("GETFMTS", dsp.get(SNDCTL_DSP_GETFMTS)));
}

void closedFd()
{
    Device dsp(O_RDWR);
    const int fd = dsp.fd();
    dsp.close();
    int value = 0;
    char byte = 0;
    expect(fails("ioctl", answerOf(::ioctl(fd, SNDCTL_DSP_SPEED, &value)), EBADF));
    expect(fails("write", answerOf(::write(fd, &byte, 1)), EBADF));
    expect(fails("read", answerOf(::read(fd, &byte, 1)), EBADF));
    expect(fails("close", answerOf(::close(fd)), EBADF));
    expect(fails("dup", answerOf(::dup(fd)), EBADF));
}

constexpr Case cases[] = {
    {"hostile/null-pointers", "ioctl", Kind::Common, nullPointer},
    {"hostile/unmapped-pointers", "ioctl", Kind::Common, unmappedPointer},
    {"hostile/kernel-pointers", "ioctl", Kind::Common, kernelPointer},
    {"hostile/last-address", "ioctl", Kind::Common, lastBytePointer},
    {"hostile/forbidden-pages", "ioctl", Kind::Common, forbiddenPage},
    {"hostile/arguments-that-end-in-a-forbidden-page", "ioctl", Kind::Common, straddling},
    {"hostile/read-only-pages", "ioctl", Kind::Common, readOnlyPage},
    {"hostile/arguments-at-the-end-of-a-page", "ioctl", Kind::Common, endOfPage},
    {"hostile/misaligned-arguments", "ioctl", Kind::Common, misaligned},
    {"hostile/arguments-across-pages", "ioctl", Kind::Common, inTheMiddle},
    {"hostile/dirty-arguments", "ioctl", Kind::Common, wholeAnswer},
    {"hostile/every-number", "ioctl", Kind::Common, everyNumber},
    {"hostile/random-calls", "ioctl", Kind::Common, randomCalls},
    {"hostile/closed-fd", "close", Kind::Common, closedFd},
};

}  // namespace

std::span<const Case> hostileCases()
{
    return cases;
}

}  // namespace dsproxy::check
