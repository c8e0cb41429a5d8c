// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/inbox.h"

#include <utility>

namespace dsproxy {

bool Inbox::claim(Bytes bytes)
{
    std::int64_t held = held_;
    while (!closed_ && held + cost(bytes) <= capacity_.value)
        if (held_.compare_exchange_weak(held, held + cost(bytes)))
            return true;
    return false;
}

void Inbox::put(Message message)
{
    if (closed_)
        return;
    {
        const std::lock_guard lock(mutex_);
        messages_.push_back(std::move(message));
    }
    filled_.notify_one();
}

std::deque<Message> Inbox::take(Deadline deadline)
{
    std::unique_lock lock(mutex_);
    const auto there = [this] { return !messages_.empty(); };
    if (deadline)
        filled_.wait_until(lock, *deadline, there);
    else
        filled_.wait(lock, there);
    return std::exchange(messages_, {});
}

}  // namespace dsproxy
