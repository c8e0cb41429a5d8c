// SPDX-License-Identifier: GPL-2.0-or-later
/// Cases that hang, crash and fail on purpose: what the watchdog and the report make of them.
#include "case.h"
#include "child.h"
#include "expect.h"
#include "report.h"

#include <unistd.h>

#include <cstdlib>

namespace dsproxy::check {

namespace {

void passes()
{
    expect(eq("one", 1, 1));
}

void failsTwice()
{
    note("first step");
    expect(eq("a number", 1, 2));
    expect(between("a time", 0.5, 1.0, 2.0));
}

void isSkipped()
{
    skip("for the test");
}

void hangsInRead()
{
    int ends[2];
    require(ok("pipe", answerOf(::pipe(ends))));
    char byte;
    note("read(pipe)");
    while (::read(ends[0], &byte, 1) != 0) {
    }
}

void childHangs()
{
    Child child([] { hangsInRead(); });
    child.expectDone(1000);
}

void crashes()
{
    note("abort()");
    std::abort();
}

constexpr Case cases[] = {
    {"self/passes", "none", Kind::Common, passes},
    {"self/fails-twice", "none", Kind::Common, failsTwice},
    {"self/is-skipped", "none", Kind::Common, isSkipped},
    {"self/hangs-in-read", "none", Kind::Common, hangsInRead},
    {"self/child-hangs", "none", Kind::Common, childHangs},
    {"self/crashes", "none", Kind::Common, crashes},
};

}  // namespace

std::span<const Case> selfTestCases()
{
    return cases;
}

}  // namespace dsproxy::check
