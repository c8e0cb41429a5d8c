// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/messages.h"

#include "tests/cli/events.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

TEST(Messages, sayWhatHappenedAndWhatToDoNext)
{
    EXPECT_EQ(describe(Error{ErrorCode::OpenFailed, EACCES, "/x/demo.wav"}),
              "/x/demo.wav cannot be opened: Permission denied; check its permissions or choose "
              "another place");
    EXPECT_EQ(describe(Error{ErrorCode::NoSpace, ENOSPC, "/x/demo.wav"}),
              "the disk of /x/demo.wav is full; free some space or choose another place");
    EXPECT_EQ(describe(Error{ErrorCode::ProgramNotFound, ENOENT, "mtv"}),
              "mtv is not found; check its name or give its path");
    EXPECT_EQ(describe(Error{ErrorCode::ProgramNotExecutable, ENOEXEC, "./mtv"}),
              "./mtv cannot be executed: Exec format error; check that it is a program and may be "
              "run");
    EXPECT_EQ(describe(Error{ErrorCode::KernelTooOld, 0, "seccomp"}),
              "this kernel has no seccomp; Linux 5.19 and newer have all that dsproxy run needs");
}

TEST(Messages, areOneLineWithAnAdvice)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Encoder); ++code) {
        const Error error{static_cast<ErrorCode>(code), EIO, "a\nb"};
        const std::string text = describe(error);
        EXPECT_EQ(text.find('\n'), std::string::npos) << text;
        EXPECT_NE(text.find("; "), std::string::npos) << text;
    }
}

TEST(Messages, nameTheProgramOfANote)
{
    const Event event = eventOf(EventKind::Note);
    for (const NoteCode code :
         {NoteCode::SetUidIgnored, NoteCode::UnreadableProgram, NoteCode::LowNumber}) {
        const std::string text = describe(code, event);
        EXPECT_TRUE(text.starts_with("mtv (4711) ")) << text;
        EXPECT_NE(text.find("; "), std::string::npos) << text;
    }
}

TEST(Messages, doNotNameAnUnknownProgram)
{
    Event event{};
    EXPECT_TRUE(describe(NoteCode::LowNumber, event).starts_with("the program may open too few"));
}

}  // namespace

}  // namespace dsproxy::cli
