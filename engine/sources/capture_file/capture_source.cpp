// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/capture_file/capture_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace dsproxy::capture_file {

namespace {

constexpr std::size_t ringBytes = 256 * 1024;
constexpr std::size_t streamsMax = 4096;
/// No stream is as long; a position beyond it was not written by us.
constexpr std::uint64_t positionMax = std::uint64_t{1} << 62;

std::uint64_t monotonicNow()
{
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

void raise(const UniqueFd& eventfd)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(eventfd.get(), &one, sizeof one);
}

/// What the file must have had before this PCM.
Event eventBefore(const Pcm& pcm, EventKind kind)
{
    Event event{};
    event.kind = kind;
    event.stream = pcm.stream;
    event.time_ns = pcm.time_ns;
    event.position = pcm.position;
    event.params = pcm.pcm.format.params();
    event.mode = O_WRONLY;
    return event;
}

}  // namespace

Result<std::unique_ptr<CaptureSource>> CaptureSource::create(std::unique_ptr<CaptureReader> reader,
                                                             Feed& feed, Settings settings)
{
    UniqueFd stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    UniqueFd ended(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop || !ended)
        return systemError("eventfd");
    return std::unique_ptr<CaptureSource>(new CaptureSource(
        std::move(reader), feed, std::move(settings), std::move(stop), std::move(ended)));
}

CaptureSource::CaptureSource(std::unique_ptr<CaptureReader> reader, Feed& feed, Settings settings,
                             UniqueFd stop, UniqueFd ended)
    : reader_(std::move(reader)), feed_(feed), settings_(std::move(settings)),
      stop_(std::move(stop)), ended_(std::move(ended))
{
}

CaptureSource::~CaptureSource()
{
    stop();
    join();
}

void CaptureSource::start()
{
    thread_ = std::thread([this] { run(); });
}

void CaptureSource::stop()
{
    stopped_.store(true);
    raise(stop_);
}

CaptureSource::Condition CaptureSource::join()
{
    if (thread_.joinable())
        thread_.join();
    return condition_;
}

void CaptureSource::run()
{
    while (!stopped_.load()) {
        const auto record = reader_->next();
        if (!record)
            breakOff(record.error());
        if (!record || !*record)
            break;
        std::visit([this](const auto& one) { give(one); }, **record);
    }
    feed_.end();
    raise(ended_);
}

void CaptureSource::breakOff(Error error)
{
    condition_.error = std::move(error);
    stopped_.store(true);
}

bool CaptureSource::wants(std::uint32_t stream) const
{
    return !settings_.stream || stream == 0 || stream == *settings_.stream;
}

void CaptureSource::give(const Event& event)
{
    if (!wants(event.stream) || isInternal(event.kind))
        return;
    waitForTime(event.time_ns);
    if (event.kind == EventKind::Opened && event.error == 0) {
        open(event);
        return;
    }
    if (isBorder(event))
        waitUntilRead();
    Player* player = find(event.stream);
    if (player && event.kind == EventKind::Format)
        return changeFormat(*player, event);
    if (player && event.kind == EventKind::Reset && !event.capture)
        return reset(*player, event);
    relay(event);
    if (player && event.kind == EventKind::Closed)
        close(event.stream);
}

void CaptureSource::give(const Pcm& pcm)
{
    if (pcm.dropped || !wants(pcm.stream))
        return;
    waitForTime(pcm.time_ns);
    Player* player = playerOf(pcm);
    if (!player || pcm.position < player->position || pcm.position > positionMax)
        return;
    if (unread_ != player)
        waitUntilRead();
    if (player->format != pcm.pcm.format)
        changeFormat(*player, eventBefore(pcm, EventKind::Format));
    alignTo(*player, pcm.position);
    publish(*player, pcm.pcm.bytes);
}

void CaptureSource::give(const Rest&)
{
    waitUntilRead();
    if (settings_.rest && !stopped_.load())
        settings_.rest();
}

void CaptureSource::give(const Damage& damage)
{
    if (!damage.at_end)
        condition_.damaged_bytes += damage.bytes;
}

CaptureSource::Player* CaptureSource::open(const Event& opened)
{
    waitUntilRead();
    if (players_.size() >= streamsMax) {
        breakOff({ErrorCode::Unsupported, 0, "a capture of more than 4096 streams at once"});
        return nullptr;
    }
    Player& player = players_[opened.stream];
    player = {};
    player.stream = feed_.addStream(opened.stream);
    relay(opened);
    return &player;
}

/// A broken file may open it again: until the consumer has forgotten it, it would forget the new
/// one.
void CaptureSource::close(std::uint32_t stream)
{
    players_.erase(stream);
    waitFor([&] { return !feed_.stream(stream); });
}

CaptureSource::Player* CaptureSource::find(std::uint32_t stream)
{
    const auto found = players_.find(stream);
    return found == players_.end() ? nullptr : &found->second;
}

/// Where the beginning of a stream is lost, its PCM is not.
CaptureSource::Player* CaptureSource::playerOf(const Pcm& pcm)
{
    Player* player = find(pcm.stream);
    return player ? player : open(eventBefore(pcm, EventKind::Opened));
}

// The consumer takes an event at its word, so its positions must be those of the PCM.

void CaptureSource::changeFormat(Player& player, Event event)
{
    waitUntilRead();
    alignTo(player, event.position);
    event.position = player.position;
    player.format = Format(event.params);
    relay(event);
}

void CaptureSource::reset(Player& player, Event event)
{
    alignTo(player, event.position);
    event.position = player.position;
    if (event.dropped_bytes > positionMax - event.position)
        event.dropped_bytes = 0;
    relay(event);
    player.position += event.dropped_bytes;
    unread_ = &player;
}

/// What lies before POSITION is not in the file, and no event says so.
void CaptureSource::alignTo(Player& player, std::uint64_t position)
{
    if (position <= player.position || position > positionMax)
        return;
    waitUntilRead();
    if (position <= player.position)
        return;
    Event skipped{};
    skipped.kind = EventKind::Skipped;
    skipped.stream = player.stream->id;
    skipped.position = player.position;
    skipped.dropped_bytes = position - player.position;
    relay(skipped);
    player.position = position;
    unread_ = &player;
    waitUntilRead();
}

void CaptureSource::publish(Player& player, std::span<const std::byte> bytes)
{
    if (!player.ring) {
        auto ring = PcmRing::create(ringBytes);
        if (!ring)
            return breakOff(ring.error());
        player.ring = *ring;
        player.stream->addRing(player.position, *ring);
    }
    unread_ = &player;
    Stream& stream = *player.stream;
    const auto room = [&] { return ringBytes - (player.position - stream.consumed.load()); };
    while (!bytes.empty() && !stopped_.load()) {
        waitFor([&] { return room() >= std::min(bytes.size(), ringBytes / 2); });
        for (const auto& piece :
             player.ring->at(player.position, std::min<std::size_t>(bytes.size(), room()))) {
            std::memcpy(piece.data(), bytes.data(), piece.size());
            bytes = bytes.subspan(piece.size());
            player.position += piece.size();
        }
        stream.played.store(player.position);
        feed_.ring();
    }
}

void CaptureSource::relay(const Event& event)
{
    waitFor([&] { return feed_.relay(event); });
}

void CaptureSource::waitUntilRead()
{
    if (unread_)
        waitFor([this] { return unread_->stream->consumed.load() >= unread_->position; });
    unread_ = nullptr;
}

/// The consumer does what is MET then; or stop() does.
template <class Met> void CaptureSource::waitFor(Met met)
{
    while (!stopped_.load() && !met()) {
        feed_.progress_wanted.store(true);
        feed_.ring();
        if (met())
            return;
        std::array waiting{pollfd{feed_.progressFd(), POLLIN, 0}, pollfd{stop_.get(), POLLIN, 0}};
        ::poll(waiting.data(), waiting.size(), -1);
        std::uint64_t count;
        [[maybe_unused]] const auto got = ::read(feed_.progressFd(), &count, sizeof count);
    }
}

void CaptureSource::waitForTime(std::uint64_t time_ns)
{
    if (settings_.free_running)
        return;
    if (!delay_ns_)
        delay_ns_ = monotonicNow() - time_ns;
    const std::uint64_t due = time_ns + *delay_ns_;
    for (std::uint64_t now = monotonicNow(); now < due && !stopped_.load(); now = monotonicNow()) {
        const timespec rest{static_cast<time_t>((due - now) / 1'000'000'000),
                            static_cast<long>((due - now) % 1'000'000'000)};
        pollfd waiting{stop_.get(), POLLIN, 0};
        ::ppoll(&waiting, 1, &rest, nullptr);
    }
}

}  // namespace dsproxy::capture_file
