// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/receiver.h"

#include <poll.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

namespace dsproxy::link {

namespace {

using Time = std::chrono::steady_clock;
constexpr std::chrono::milliseconds checkpoint{1000};
/// More than a ring holds of what a pump sends.
constexpr std::size_t recordsAtOnce = 4096;

bool isKnown(EventKind kind)
{
    return kind <= EventKind::Skipped && !isTiming(kind);
}

std::unexpected<Error> nonsense()
{
    return fail(ErrorCode::System, EBADMSG, "link");
}

}  // namespace

Receiver::Receiver(std::unique_ptr<RecordRing> ring, UniqueFd doorbell, int socket, int stop)
    : ring_(std::move(ring)), doorbell_(std::move(doorbell)), socket_(socket), stop_(stop)
{
}

std::shared_ptr<Stream> Receiver::stream(std::uint32_t id) const
{
    const auto found = streams_.find(id);
    return found == streams_.end() ? nullptr : found->second.stream;
}

Result<void> Receiver::run(Tap& tap, const std::function<void(Message)>& message)
{
    Result<void> outcome;
    auto next_tick = Time::now() + checkpoint;
    for (bool there = true; there && outcome;) {
        auto taken = takeSome(tap);
        steer();
        if (Time::now() >= next_tick) {
            tap.tick();
            next_tick = Time::now() + checkpoint;
        }
        if (!taken || !ring_->fallAsleep()) {
            outcome = taken.transform([](bool) {});
            there = !mustStop();
            continue;
        }
        const auto awake = sleep(message);
        there = awake.value_or(false);
    }
    if (outcome)
        outcome = takeRest(tap);
    tap.finish();
    return outcome;
}

/// False: the launcher is gone, or we are to stop.
Result<bool> Receiver::sleep(const std::function<void(Message)>& message)
{
    std::array wake{pollfd{doorbell_.get(), POLLIN, 0}, pollfd{socket_, POLLIN, 0},
                    pollfd{stop_, POLLIN, 0}};
    ::poll(wake.data(), wake.size(), streams_.empty() ? -1 : static_cast<int>(checkpoint.count()));
    if (wake[0].revents && !hearBell())
        return nonsense();
    if (wake[2].revents)
        return false;
    if (!wake[1].revents)
        return true;
    auto received = receive(socket_);
    if (!received)
        return std::unexpected(received.error());
    if (*received)
        message(std::move(**received));
    return true;
}

/// False: it is no eventfd. One that others read too keeps nobody waiting.
bool Receiver::hearBell()
{
    std::uint64_t count = 0;
    const iovec place{&count, sizeof count};
    const ssize_t got = ::preadv2(doorbell_.get(), &place, 1, -1, RWF_NOWAIT);
    return got < 0 ? errno == EAGAIN : got == sizeof count && count > 0;
}

bool Receiver::mustStop() const
{
    pollfd stop{stop_, POLLIN, 0};
    return ::poll(&stop, 1, 0) > 0;
}

/// False: there was nothing. A writer that is faster than we are does not hold us for ever.
Result<bool> Receiver::takeSome(Tap& tap)
{
    for (std::size_t taken = 0; taken < recordsAtOnce; ++taken) {
        auto record = ring_->read();
        if (!record)
            return std::unexpected(record.error());
        if (!*record)
            return taken > 0;
        auto done = take(tap, **record);
        ring_->release();
        if (!done)
            return std::unexpected(done.error());
    }
    return true;
}

/// Of a launcher that has gone; or as much as a ring holds of one that goes on.
Result<void> Receiver::takeRest(Tap& tap)
{
    for (;;) {
        const auto taken = takeSome(tap);
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken || mustStop())
            return {};
    }
}

Result<void> Receiver::take(Tap& tap, const Record& record)
{
    switch (record.header.kind) {
    case RecordKind::Event:
        return event(tap, record);
    case RecordKind::Heard:
    case RecordKind::Dropped:
        return pcm(tap, record);
    case RecordKind::Levels:
        break;
    }
    return {};  // of a later version
}

Result<void> Receiver::event(Tap& tap, const Record& record)
{
    Event event{};
    std::memcpy(&event, record.body.data(), std::min(record.body.size(), sizeof event));
    event.comm[sizeof event.comm - 1] = '\0';
    event.in_bytes = std::min<std::uint16_t>(event.in_bytes, Event::argumentMax);
    event.out_bytes = std::min<std::uint16_t>(event.out_bytes, Event::argumentMax);
    if (!isKnown(event.kind))
        return {};
    if (event.kind == EventKind::Opened && event.error == 0)
        streams_[event.stream] = {std::make_shared<Stream>(event.stream), {}, {}};
    const auto proxy = streams_.find(event.stream);
    if (event.kind == EventKind::Format && !event.capture) {
        if (!isFormat(event.params) || proxy == streams_.end())
            return nonsense();
        proxy->second.format = Format(event.params);
    }
    tap.event(event);
    if (event.kind == EventKind::Closed && proxy != streams_.end()) {
        ring_->steer(event.stream, {});
        streams_.erase(proxy);
    }
    return {};
}

Result<void> Receiver::pcm(Tap& tap, const Record& record)
{
    const auto proxy = streams_.find(record.header.stream);
    if (proxy == streams_.end() || !proxy->second.format)
        return nonsense();
    const Format& format = *proxy->second.format;
    if (record.body.size() % static_cast<std::size_t>(format.frameBytes().value) != 0)
        return nonsense();
    const PcmView view{format, record.body};
    if (record.header.kind == RecordKind::Heard)
        tap.heard(record.header.stream, record.header.position, view);
    else
        tap.dropped(record.header.stream, record.header.position, view);
    return {};
}

void Receiver::steer()
{
    for (auto& [id, proxy] : streams_) {
        const Steering steering = proxy.stream->steering();
        if (steering != proxy.told)
            ring_->steer(id, steering);
        proxy.told = steering;
    }
}

}  // namespace dsproxy::link
