// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_wait.h"

namespace dsproxy {

CardWait::CardWait(std::size_t count, int wanted) : fds_(own + count)
{
    fds_[0] = {-1, POLLIN, 0};
    fds_[1] = {wanted, POLLIN, 0};
}

Result<CardWait::Woken> CardWait::sleep(int wake)
{
    return poll(wake, fds_.size(), -1);
}

Result<CardWait::Woken> CardWait::sleepShortly(int wake)
{
    return poll(wake, own, 1);
}

Result<CardWait::Woken> CardWait::poll(int wake, std::size_t count, int timeout_ms)
{
    fds_[0].fd = wake;
    if (::poll(fds_.data(), count, timeout_ms) < 0 && errno != EINTR)
        return systemError("poll");
    if (fds_[1].revents)
        return fail(ErrorCode::System, EBUSY);
    return fds_[0].revents ? Woken::Wake : Woken::Device;
}

}  // namespace dsproxy
