// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/inbox.h"

#include <utility>

namespace dsproxy {
namespace {

constexpr std::chrono::milliseconds gathering(50);

}  // namespace

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
    const bool urgent =
        !std::holds_alternative<Message::Sound>(message.what) || held_ > capacity_.value / 2;
    const std::lock_guard lock(mutex_);
    const bool first = messages_.empty();
    messages_.push_back(std::move(message));
    if (first || (urgent && !urgent_))
        filled_.notify_one();
    urgent_ = urgent_ || urgent;
}

std::deque<Message> Inbox::take(Deadline deadline)
{
    std::unique_lock lock(mutex_);
    const auto there = [this] { return !messages_.empty(); };
    if (deadline)
        filled_.wait_until(lock, *deadline, there);
    else
        filled_.wait(lock, there);
    if (there())
        filled_.wait_for(lock, gathering, [this] { return urgent_; });
    urgent_ = false;
    return std::exchange(messages_, {});
}

}  // namespace dsproxy
