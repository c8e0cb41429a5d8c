// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/message.h"

#include <sys/socket.h>

#include <array>

namespace dsproxy::link {

namespace {

struct Head {
    MessageKind kind;
    std::uint32_t body_bytes;
};

using Control = std::array<std::byte, CMSG_SPACE(sizeof(int) * Message::descriptorsMax)>;

std::vector<UniqueFd> descriptorsOf(msghdr& message)
{
    std::vector<UniqueFd> found;
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
            found.emplace_back(fd);
        }
    }
    return found;
}

void attach(msghdr& message, Control& control, std::span<const int> descriptors)
{
    if (descriptors.empty())
        return;
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size_bytes());
}

}  // namespace

Result<void> send(int socket, MessageKind kind, std::span<const std::byte> body,
                  std::span<const int> descriptors)
{
    Head head{kind, static_cast<std::uint32_t>(body.size())};
    std::array pieces{iovec{&head, sizeof head},
                      iovec{const_cast<std::byte*>(body.data()), body.size()}};
    alignas(cmsghdr) Control control{};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    attach(message, control, descriptors);
    if (::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        return systemError("link");
    return {};
}

Result<std::optional<Message>> receive(int socket)
{
    Head head{};
    std::array<std::byte, Message::bodyMax> body;
    std::array pieces{iovec{&head, sizeof head}, iovec{body.data(), body.size()}};
    alignas(cmsghdr) Control control{};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return std::nullopt;
    if (got < 0)
        return systemError("link");
    Message received{head.kind, {}, descriptorsOf(message)};
    if (got == 0)
        return fail(ErrorCode::System, EPIPE, "link");
    const auto bytes = static_cast<std::size_t>(got);
    if (bytes < sizeof head || head.body_bytes != bytes - sizeof head ||
        (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
        return fail(ErrorCode::System, EBADMSG, "link");
    received.body.assign(body.begin(), body.begin() + head.body_bytes);
    return received;
}

bool isFormat(const oss_params& params)
{
    return oss_format_find(params.afmt) && params.channels >= 1 &&
           params.channels <= OSS_CHANNELS_MAX && params.rate >= 1;
}

std::optional<std::uint32_t> commonVersion(std::uint32_t min, std::uint32_t max)
{
    const std::uint32_t highest = std::min(max, versionMax);
    if (highest < std::max(min, versionMin))
        return std::nullopt;
    return highest;
}

}  // namespace dsproxy::link
