// SPDX-License-Identifier: GPL-2.0-or-later
/// read() and write() with bad memory and mad counts.
#include "case.h"
#include "device.h"
#include "guarded.h"
#include "options.h"
#include "report.h"

#include <sys/uio.h>

#include <climits>

namespace dsproxy::check {

namespace {

/// Held: 64 KiB of S16 stereo, nothing plays.
Device heldDsp(int flags = O_WRONLY | O_NONBLOCK)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.hold();
    return dsp;
}

void badSource()
{
    const Device dsp = heldDsp();
    const GuardedPages pages;
    for (const void* pointer :
         {static_cast<const void*>(nullptr), reinterpret_cast<const void*>(64UL),
          static_cast<const void*>(pages.end()), reinterpret_cast<const void*>(~0UL - 4096)})
        expect(fails("write from a bad pointer", dsp.write(pointer, 100), EFAULT));
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

/// The good part may be taken, not more; the count is what was taken.
void halfBadSource()
{
    for (const std::size_t good : {std::size_t{4}, std::size_t{1000}, std::size_t{4097}}) {
        const Device dsp = heldDsp();
        const GuardedPages pages;
        pages.fill(0);
        const Answer answer = dsp.write(pages.end() - good, good + 3000);
        if (answer.ok())
            expect(
                atMost("count of a write with a bad end", answer.result, static_cast<long>(good)));
        else
            expect(fails("write with a bad end", answer, EFAULT));
        expect(eq("GETODELAY: what write() said", static_cast<long>(dsp.odelay()),
                  answer.ok() ? answer.result : 0));
    }
}

void madCounts()
{
    const Device dsp = heldDsp();
    const GuardedPages pages;
    pages.fill(0);
    for (const std::size_t count : {std::size_t{SSIZE_MAX}, std::size_t{INT_MAX},
                                    std::size_t{SSIZE_MAX} + 1, ~std::size_t{0}}) {
        const long before = dsp.odelay();
        const Answer answer = dsp.write(pages.begin(), count);
        if (answer.ok())
            expect(atMost("count", answer.result, static_cast<long>(2 * pages.page())));
        else
            expect(fails("write of " + show(count), answer, {EFAULT, EINVAL}));
        expect(eq("GETODELAY grows by what write() said", dsp.odelay() - before,
                  answer.ok() ? answer.result : 0));
    }
}

void badTarget()
{
    const Device dsp(O_RDONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 8);
    require(returns("read", dsp.read(std::size_t{256}), 256));
    const GuardedPages pages;
    pages.fill(0);
    const auto faults = [](std::string_view what, const Answer& answer) {
        // Linux' own dsp passes on what its buffer says.
        return options().strict ? fails(what, answer, EFAULT)
                                : fails(what, answer, {EFAULT, EINVAL});
    };
    expect(faults("read to NULL", dsp.read(nullptr, 256)));
    expect(faults("read to a forbidden page", dsp.read(pages.end(), 256)));
    pages.readOnly();
    expect(faults("read to a read-only page", dsp.read(pages.begin(), 256)));
    expect(returns("read afterwards", dsp.read(std::size_t{256}), 256));
}

/// A read may not write beyond what it says.
void exactTarget()
{
    const Device dsp(O_RDONLY);
    dsp.params(AFMT_U8, 1, 48000);
    dsp.fragments(8, 8);
    const GuardedPages pages;
    for (const std::size_t size : {256, 100, 300, 1}) {
        unsigned char* at = pages.end() - size;
        pages.fill(0xa5);
        const Answer answer = dsp.read(at, size);
        require(between("read", answer.result, 1L, static_cast<long>(size)));
        expect(isTrue("read writes what it says and nothing else",
                      pages.onlyChanged(at, static_cast<std::size_t>(answer.result), 0xa5)));
    }
}

void badVectors()
{
    const Device dsp = heldDsp();
    const GuardedPages pages;
    char good[100] = {};
    iovec parts[] = {{good, 100}, {pages.end(), 100}, {good, 100}};
    iovec* volatile none = nullptr;
    expect(fails("writev of a bad array",
                 answerOf(::writev(dsp.fd(), reinterpret_cast<iovec*>(pages.end()), 3)), EFAULT));
    expect(fails("writev of a NULL array", answerOf(::writev(dsp.fd(), none, 3)), EFAULT));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    const Answer answer = answerOf(::writev(dsp.fd(), parts, 3));
    if (answer.ok())
        expect(atMost("count of writev with a bad part", answer.result, 100L));
    else
        expect(fails("writev with a bad part", answer, EFAULT));
    expect(eq("GETODELAY: what writev() said", static_cast<long>(dsp.odelay()),
              answer.ok() ? answer.result : 0));
}

void overflowingVectors()
{
    const Device dsp = heldDsp();
    char good[100] = {};
    iovec parts[] = {{good, SSIZE_MAX}, {good, SSIZE_MAX}, {good, 100}};
    const Answer answer = answerOf(::writev(dsp.fd(), parts, 3));
    if (!answer.ok())
        expect(fails("writev of more than SSIZE_MAX", answer, {EINVAL, EFAULT}));
    expect(eq("GETODELAY: what writev() said", static_cast<long>(dsp.odelay()),
              answer.ok() ? answer.result : 0));
    iovec negative{good, ~std::size_t{0}};
    expect(fails("writev of a negative part", answerOf(::writev(dsp.fd(), &negative, 1)),
                 {EINVAL, EFAULT}));
}

constexpr Case cases[] = {
    {"hostile/write-from-bad-pointers", "write", Kind::Common, badSource},
    {"hostile/write-with-a-bad-end", "write", Kind::Dsproxy, halfBadSource},
    {"hostile/write-of-mad-counts", "write", Kind::Dsproxy, madCounts},
    {"hostile/read-to-bad-pointers", "read", Kind::Common, badTarget},
    {"hostile/read-writes-what-it-says", "read", Kind::Common, exactTarget},
    {"hostile/writev-of-bad-parts", "write", Kind::Dsproxy, badVectors},
    {"hostile/writev-that-overflows", "write", Kind::Dsproxy, overflowingVectors},
};

}  // namespace

std::span<const Case> hostileTransferCases()
{
    return cases;
}

}  // namespace dsproxy::check
