// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/feed.h"

#include <sys/eventfd.h>

#include <utility>

namespace dsproxy {

namespace {

constexpr std::size_t queueMax = 16384;
constexpr std::size_t timingMax = queueMax / 2;

void signal(const UniqueFd& eventfd)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(eventfd.get(), &one, sizeof one);
}

}  // namespace

Result<std::unique_ptr<Feed>> Feed::create()
{
    UniqueFd doorbell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    UniqueFd progress(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!doorbell || !progress)
        return systemError("eventfd");
    return std::unique_ptr<Feed>(new Feed(std::move(doorbell), std::move(progress)));
}

Feed::Feed(UniqueFd doorbell, UniqueFd progress)
    : doorbell_(std::move(doorbell)), progress_(std::move(progress))
{
}

std::shared_ptr<Stream> Feed::addStream()
{
    const std::lock_guard lock(mutex_);
    auto stream = std::make_shared<Stream>(next_stream_++);
    streams_.emplace(stream->id, stream);
    return stream;
}

std::shared_ptr<Stream> Feed::addStream(std::uint32_t id)
{
    const std::lock_guard lock(mutex_);
    auto stream = std::make_shared<Stream>(id);
    streams_.insert_or_assign(id, stream);
    return stream;
}

bool Feed::relay(const Event& event)
{
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= queueMax)
            return false;
        queue_.push_back(event);
    }
    ring();
    return true;
}

bool Feed::makeRoom(const Event& event)
{
    if (isTiming(event.kind))
        return queue_.size() < timingMax;
    if (queue_.size() >= queueMax && !isBorder(event)) {
        ++lost_;
        return false;
    }
    if (lost_ == 0)
        return true;
    Event gap{};
    gap.kind = EventKind::Gap;
    gap.time_ns = event.time_ns;
    gap.value = std::exchange(lost_, 0);
    sequence_ += gap.value;
    gap.sequence = ++sequence_;
    queue_.push_back(gap);
    return true;
}

void Feed::push(const Event& event)
{
    {
        const std::lock_guard lock(mutex_);
        if (!makeRoom(event))
            return;
        queue_.push_back(event);
        queue_.back().sequence = isInternal(event.kind) ? 0 : ++sequence_;
    }
    ring();
}

void Feed::ring()
{
    if (!rung_.exchange(true))
        signal(doorbell_);
}

void Feed::end()
{
    ended_.store(true);
    ring();
}

bool Feed::hasEvents()
{
    const std::lock_guard lock(mutex_);
    return !queue_.empty();
}

std::vector<Event> Feed::take()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(queue_, {});
}

std::shared_ptr<Stream> Feed::stream(std::uint32_t id)
{
    const std::lock_guard lock(mutex_);
    const auto found = streams_.find(id);
    return found == streams_.end() ? nullptr : found->second;
}

void Feed::forget(std::uint32_t id)
{
    const std::lock_guard lock(mutex_);
    streams_.erase(id);
}

void Feed::answered()
{
    std::uint64_t count;
    [[maybe_unused]] const auto got = ::read(doorbell_.get(), &count, sizeof count);
    rung_.store(false);
}

void Feed::tellMixer(const MixerState& state)
{
    mixer_.tell(state);
    ring();
}

void Feed::setMixer(const MixerChange& change)
{
    mixer_.set(change);
    signal(progress_);
}

void Feed::progressed()
{
    if (progress_wanted.exchange(false))
        signal(progress_);
}

}  // namespace dsproxy
