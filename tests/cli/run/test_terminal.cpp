// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/terminal.h"

#include "tests/cli/captured_fd.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

TEST(Terminal, linesAreSeenAtTheFlush)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    terminal.line("one");
    terminal.line("two");
    EXPECT_EQ(captured.text(), "");
    terminal.flush();
    EXPECT_EQ(captured.text(), "one\ntwo\n");
}

TEST(Terminal, statusStaysBelowTheLines)
{
    CapturedFd captured;
    Terminal terminal(captured.fd(), true);
    terminal.status("0:00:01.00");
    terminal.status("0:00:01.00");
    terminal.notice("hello");
    terminal.status("");
    terminal.notice("bye");
    EXPECT_EQ(captured.text(), "\r\033[K0:00:01.00"
                               "\r\033[Kdsproxy: hello\n0:00:01.00"
                               "\r\033[K"
                               "dsproxy: bye\n");
}

TEST(Terminal, redrawsNothingInAFile)
{
    CapturedFd captured;
    Terminal terminal(captured.fd());
    EXPECT_FALSE(terminal.interactive());
    terminal.status("0:00:01.00");
    terminal.notice("hello");
    EXPECT_EQ(captured.text(), "dsproxy: hello\n");
}

}  // namespace

}  // namespace dsproxy::cli
