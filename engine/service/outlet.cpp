// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/outlet.h"

#include <poll.h>
#include <sys/socket.h>

#include <utility>

namespace dsproxy {

Result<std::pair<std::shared_ptr<Outlet>, Outlet::Ends>> Outlet::open(std::size_t capacity)
{
    auto ring = link::RecordRing::create(capacity);
    if (!ring)
        return std::unexpected(ring.error());
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0)
        return systemError("socketpair");
    UniqueFd theirs(ends[1]);
    const int fd = (*ring)->fd();
    std::shared_ptr<Outlet> outlet(new Outlet(std::move(*ring), UniqueFd(ends[0])));
    return std::pair(std::move(outlet), Ends{fd, std::move(theirs)});
}

Outlet::Outlet(std::unique_ptr<link::RecordRing> ring, UniqueFd socket)
    : ring_(std::move(ring)), socket_(std::move(socket))
{
}

bool Outlet::put(const link::RecordHeader& header, std::span<const std::byte> body)
{
    const std::lock_guard guard(lock_);
    if (!ring_->write(header, body)) {
        ++lost_;
        return false;
    }
    if (ring_->takeSleeper()) {
        const char wake = 1;
        [[maybe_unused]] const auto sent =
            ::send(socket_.get(), &wake, sizeof wake, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    return true;
}

std::uint32_t Outlet::takeLost()
{
    const std::lock_guard guard(lock_);
    return std::exchange(lost_, 0);
}

void Outlet::addLost(std::uint32_t records)
{
    const std::lock_guard guard(lock_);
    lost_ += records;
}

bool Outlet::hasGone() const
{
    pollfd socket{socket_.get(), 0, 0};
    return ::poll(&socket, 1, 0) > 0;
}

}  // namespace dsproxy
