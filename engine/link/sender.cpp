// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/sender.h"

#include <sys/eventfd.h>

#include <chrono>
#include <thread>
#include <utility>

namespace dsproxy::link {

namespace {

/// Six seconds of one stream at CD rate.
constexpr std::size_t capacity = 1024 * 1024;
/// A service that has taken nothing for so long gates nobody.
constexpr std::chrono::milliseconds lease{500};
constexpr std::chrono::microseconds look{500};

}  // namespace

Result<std::unique_ptr<Sender>> Sender::create(Feed& feed, bool free_running)
{
    UniqueFd doorbell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!doorbell)
        return systemError("eventfd");
    auto ring = RecordRing::create(capacity);
    if (!ring)
        return std::unexpected(ring.error());
    return std::unique_ptr<Sender>(
        new Sender(feed, std::move(doorbell), std::move(*ring), free_running));
}

Sender::Sender(Feed& feed, UniqueFd doorbell, std::unique_ptr<RecordRing> ring, bool free_running)
    : feed_(feed), free_running_(free_running), doorbell_(std::move(doorbell)),
      ring_(std::move(ring)), gated_(false)
{
}

Result<Sender::Offer> Sender::offer()
{
    const std::lock_guard guard(lock_);
    if (!complete_ || !ring_) {
        auto fresh = RecordRing::create(capacity);
        if (!fresh)
            return std::unexpected(fresh.error());
        ring_ = std::move(*fresh);
        replay();
    }
    gated_ = free_running_;
    return Offer{ring_->fd(), doorbell_.get()};
}

void Sender::detach()
{
    const std::lock_guard guard(lock_);
    ring_.reset();
    complete_ = false;
    for (auto& [id, open] : opens_)
        if (open.stream)
            open.stream->steer({});
}

/// To a service that has seen nothing of it yet.
void Sender::replay()
{
    lost_events_ = 0;
    for (auto& [id, open] : opens_) {
        open.lost_bytes = 0;
        put(open.opened);
        if (open.format.kind == EventKind::Format)
            put(open.format);
    }
}

void Sender::remember(const Event& event)
{
    if (event.kind == EventKind::Opened && event.error == 0)
        opens_[event.stream] = {feed_.stream(event.stream), event, event};
    const auto open = opens_.find(event.stream);
    if (open == opens_.end())
        return;
    if (event.kind == EventKind::Format)
        open->second.format = event;
    if (event.kind == EventKind::Closed)
        opens_.erase(open);
}

void Sender::event(const Event& event)
{
    const std::lock_guard guard(lock_);
    if (isTiming(event.kind))
        return;
    remember(event);
    if (!put(event))
        ++lost_events_;
}

void Sender::heard(std::uint32_t stream, std::uint64_t position, PcmView view)
{
    pcm(RecordKind::Heard, stream, position, view);
}

void Sender::dropped(std::uint32_t stream, std::uint64_t position, PcmView view)
{
    pcm(RecordKind::Dropped, stream, position, view);
}

void Sender::pcm(RecordKind kind, std::uint32_t stream, std::uint64_t position, PcmView view)
{
    const std::lock_guard guard(lock_);
    const auto open = opens_.find(stream);
    if (!ring_ || open == opens_.end())
        return;
    const RecordHeader header{kind, stream, position};
    if (!tellLost(stream, open->second, view.bytes.size()) || !waitForRoom(header, view.bytes)) {
        if (open->second.lost_bytes == 0)
            open->second.lost_from = position;
        open->second.lost_bytes += view.bytes.size();
        complete_ = false;
    }
    if (open->second.stream)
        open->second.stream->steer(ring_->steering(stream));
}

/// Once for all that was lost: when there is room for it and for the NEXT bytes of PCM.
bool Sender::tellLost(std::uint32_t id, Open& open, std::size_t next)
{
    if (open.lost_bytes == 0)
        return true;
    if (!ring_->fits(sizeof(Event), next))
        return false;
    Event overrun = open.format;
    overrun.kind = EventKind::Overrun;
    overrun.stream = id;
    overrun.position = open.lost_from;
    overrun.dropped_bytes = open.lost_bytes;
    if (!put(overrun))
        return false;
    open.lost_bytes = 0;
    return true;
}

/// A free-running stream is as fast as its consumer; one that is frozen is none.
bool Sender::waitForRoom(const RecordHeader& header, std::span<const std::byte> body)
{
    const auto until = std::chrono::steady_clock::now() + lease;
    while (!put(header, body)) {
        if (!gated_)
            return false;
        gated_ = std::chrono::steady_clock::now() < until;
        std::this_thread::sleep_for(look);
    }
    gated_ = free_running_;
    return true;
}

bool Sender::put(const Event& event)
{
    if (lost_events_ > 0 && event.kind != EventKind::Gap) {
        Event gap{};
        gap.kind = EventKind::Gap;
        gap.time_ns = event.time_ns;
        gap.value = lost_events_;
        if (!put(gap))
            return false;
        lost_events_ = 0;
    }
    return put({RecordKind::Event, event.stream, event.position},
               std::as_bytes(std::span(&event, 1)));
}

bool Sender::put(const RecordHeader& header, std::span<const std::byte> body)
{
    if (!ring_)
        return true;
    if (!ring_->write(header, body)) {
        complete_ = false;
        return false;
    }
    if (ring_->takeSleeper()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto rung = ::write(doorbell_.get(), &one, sizeof one);
    }
    return true;
}

}  // namespace dsproxy::link
