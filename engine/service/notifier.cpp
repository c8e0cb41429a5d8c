// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/notifier.h"

#include <sys/eventfd.h>

namespace dsproxy {

Result<std::unique_ptr<Notifier>> Notifier::create()
{
    UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake)
        return systemError("eventfd");
    return std::unique_ptr<Notifier>(new Notifier(std::move(wake)));
}

void Notifier::changed(Topic topic)
{
    if (topics_.fetch_or(static_cast<std::uint32_t>(topic)) != 0)
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

std::uint32_t Notifier::take()
{
    std::uint64_t count;
    [[maybe_unused]] const auto got = ::read(wake_.get(), &count, sizeof count);
    return topics_.exchange(0);
}

}  // namespace dsproxy
