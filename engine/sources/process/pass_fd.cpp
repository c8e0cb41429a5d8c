// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/pass_fd.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace dsproxy::process {

namespace {

struct alignas(cmsghdr) Control {
    char bytes[CMSG_SPACE(sizeof(int))];
};

}  // namespace

bool sendWithFd(int socket, std::span<const std::byte> message, int fd)
{
    iovec vector{const_cast<std::byte*>(message.data()), message.size()};
    Control control{};
    msghdr header{};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    if (fd >= 0) {
        header.msg_control = control.bytes;
        header.msg_controllen = sizeof control.bytes;
        cmsghdr* part = CMSG_FIRSTHDR(&header);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(part), &fd, sizeof fd);
    }
    return ::sendmsg(socket, &header, MSG_NOSIGNAL) == static_cast<ssize_t>(message.size());
}

std::optional<std::size_t> receiveWithFd(int socket, std::span<std::byte> message, UniqueFd& fd)
{
    iovec vector{message.data(), message.size()};
    Control control{};
    msghdr header{};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof control.bytes;
    ssize_t got;
    do {
        got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got <= 0)
        return std::nullopt;
    const cmsghdr* part = CMSG_FIRSTHDR(&header);
    if (part && part->cmsg_type == SCM_RIGHTS) {
        int number;
        std::memcpy(&number, CMSG_DATA(part), sizeof number);
        fd.reset(number);
    }
    return static_cast<std::size_t>(got);
}

}  // namespace dsproxy::process
