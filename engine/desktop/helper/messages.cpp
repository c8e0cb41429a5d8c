// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper/messages.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace dsproxy::desktop {

bool sendPacket(std::span<const std::byte> message, std::span<const std::byte> rest)
{
    iovec parts[2] = {{const_cast<std::byte*>(message.data()), message.size()},
                      {const_cast<std::byte*>(rest.data()), rest.size()}};
    msghdr packet{};
    packet.msg_iov = parts;
    packet.msg_iovlen = 2;
    return ::sendmsg(helperSocket, &packet, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

void endWithEngine()
{
    std::thread([] {
        pollfd engine{helperSocket, 0, 0};
        while (::poll(&engine, 1, -1) < 0 && errno == EINTR) {
        }
        ::_exit(0);
    }).detach();
}

void endWith(int error)
{
    Status status;
    status.error = error;
    send(status);
    ::_exit(1);
}

void refuse(int error)
{
    Opened opened;
    opened.error = error;
    send(opened);
    ::_exit(1);
}

}  // namespace dsproxy::desktop
