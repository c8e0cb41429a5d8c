// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/data_channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace dsproxy::process {

Result<DataChannel::Made> DataChannel::create(bool program_reads, bool program_writes)
{
    int ends[2];  // ours first
    if (program_reads && program_writes) {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
            return systemError("socketpair");
    } else {
        if (::pipe2(ends, O_CLOEXEC) < 0)
            return systemError("pipe2");
        // What lies in the pipe is beyond the advertised buffer: keep it small.
        ::fcntl(ends[0], F_SETPIPE_SZ, 4096);
        if (program_reads)
            std::swap(ends[0], ends[1]);
    }
    UniqueFd ours(ends[0]);
    UniqueFd program_end(ends[1]);
    ::fcntl(ours.get(), F_SETFL, ::fcntl(ours.get(), F_GETFL) | O_NONBLOCK);
    struct stat status{};
    ::fstat(program_end.get(), &status);
    DataChannel channel(std::move(ours), {status.st_dev, status.st_ino}, program_reads,
                        program_writes);
    return Made{std::move(channel), std::move(program_end)};
}

int DataChannel::pending() const
{
    int bytes = 0;
    if (program_writes)
        ::ioctl(ours_.get(), FIONREAD, &bytes);
    return bytes;
}

bool DataChannel::deserted() const
{
    pollfd poll{ours_.get(), POLLIN, 0};
    ::poll(&poll, 1, 0);
    return (poll.revents & (POLLHUP | POLLERR)) != 0 && pending() == 0;
}

}  // namespace dsproxy::process
