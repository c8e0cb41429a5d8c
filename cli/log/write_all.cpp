// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/write_all.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace dsproxy::cli {

namespace {

/// A terminal may have been made non-blocking by any program that shares it.
void waitWritable(int fd)
{
    pollfd waiting{fd, POLLOUT, 0};
    ::poll(&waiting, 1, -1);
}

}  // namespace

int writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno == EAGAIN)
            waitWritable(fd);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

}  // namespace dsproxy::cli
