// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/standard_streams.h"

#include <fcntl.h>

namespace dsproxy::cli {

namespace {

void replace(int fd)
{
    const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ::dup2(nothing.get(), fd);
}

}  // namespace

void reserveStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0)
            ::open("/dev/null", O_RDWR | O_CLOEXEC);  // takes the lowest free number: fd
}

void leaveStandardInput()
{
    replace(STDIN_FILENO);
}

void leaveStandardOutput()
{
    replace(STDOUT_FILENO);
}

UniqueFd takeStandardError()
{
    UniqueFd own(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    replace(STDERR_FILENO);
    return own;
}

void leaveTerminal()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        replace(fd);
}

}  // namespace dsproxy::cli
