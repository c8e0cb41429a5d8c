// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/service.h"

#include <sys/socket.h>

namespace dsproxy {

Result<UniqueFd> Service::attach()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return systemError("socketpair");
    UniqueFd theirs(ends[1]);
    auto attachment = Attachment::start(UniqueFd(ends[0]), ++last_device_, engine_);
    if (!attachment)
        return std::unexpected(attachment.error());
    attachments_.push_back(std::move(*attachment));
    return theirs;
}

void Service::sweep()
{
    std::erase_if(attachments_, [](const auto& one) { return one->hasEnded(); });
}

std::vector<Service::Launcher> Service::launchers() const
{
    std::vector<Launcher> all;
    for (const auto& one : attachments_)
        if (!one->hasEnded())
            all.push_back({one->device(), one->launcher()});
    return all;
}

}  // namespace dsproxy
