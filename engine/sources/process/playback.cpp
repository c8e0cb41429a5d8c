// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/playback.h"

#include <algorithm>
#include <cstring>

namespace dsproxy::process {

namespace {

/// Beyond the program's buffer, so that the consumer may be late: a fifth of a second at CD rate.
constexpr std::size_t slack = 32 * 1024;
constexpr std::size_t freeRunningCapacity = 256 * 1024;
/// A consumer that is later than this stops the program: a minute and a half at CD rate.
constexpr std::size_t capacityMax = 16 * 1024 * 1024;

void copyInto(const PcmRing::Pieces& pieces, std::span<const std::byte> bytes)
{
    for (const auto& piece : pieces) {
        std::memcpy(piece.data(), bytes.data(), piece.size());
        bytes = bytes.subspan(piece.size());
    }
}

}  // namespace

std::size_t Playback::wantedCapacity(const oss_stream& oss) const
{
    if (free_running_)
        return std::max<std::size_t>(freeRunningCapacity, 2 * oss_buffer_bytes(&oss.geometry));
    return oss_buffer_bytes(&oss.geometry) + slack;
}

std::size_t Playback::room(std::uint64_t position) const
{
    if (!ring_)
        return 0;
    const std::uint64_t oldest = std::max(stream_.consumed.load(), ring_start_);
    return ring_->capacity() - static_cast<std::size_t>(position - oldest);
}

bool Playback::grow(std::uint64_t position, std::size_t capacity)
{
    auto ring = PcmRing::create(capacity);
    if (!ring)
        return false;
    ring_ = *ring;
    ring_start_ = position;
    stream_.addRing(position, std::move(*ring));
    return true;
}

bool Playback::ensureRoom(const oss_stream& oss, std::uint64_t position, std::size_t bytes)
{
    if (room(position) >= bytes)
        return true;
    if (!ring_)
        return grow(position, wantedCapacity(oss));
    if (free_running_ || ring_->capacity() >= capacityMax)
        return false;
    return grow(position, std::min(2 * ring_->capacity(), capacityMax));
}

std::size_t Playback::space(const oss_stream& oss)
{
    const std::size_t wanted = oss_play_space(&oss);
    if (wanted == 0 || ensureRoom(oss, oss.written, wanted))
        return wanted;
    return std::min(wanted, room(oss.written));
}

PcmRing::Pieces Playback::target(const oss_stream& oss, std::size_t bytes)
{
    return ring_ ? ring_->at(oss.written, bytes) : PcmRing::Pieces{};
}

void Playback::copyMapped(const oss_stream& oss, std::span<const std::byte> buffer)
{
    // RESET turns the program's buffer back to its beginning.
    copied_ = std::max({copied_, stream_.played.load(), oss.reset_at});
    while (copied_ < oss.played) {
        const std::size_t start = (copied_ - oss.reset_at) % buffer.size();
        const std::size_t bytes =
            std::min<std::uint64_t>(oss.played - copied_, buffer.size() - start);
        // A consumer that is too late for even the largest ring loses what it did not take.
        if (ensureRoom(oss, copied_, bytes))
            copyInto(ring_->at(copied_, bytes), buffer.subspan(start, bytes));
        copied_ += bytes;
    }
}

void Playback::silence(const oss_stream& oss)
{
    stream_.visit(oss.played, oss.written, [&](std::uint64_t position, std::span<std::byte> bytes) {
        oss_format_silence(oss.params.afmt, bytes.data(), static_cast<u32>(bytes.size()),
                           position - oss.frames_from);
    });
}

std::vector<std::byte> Playback::heard(const oss_stream& oss)
{
    std::vector<std::byte> pcm;
    const std::size_t capacity = ring_ ? ring_->capacity() : 0;
    // What is queued has taken the place of what is older than a ring.
    const std::uint64_t oldest = oss.written - std::min<std::uint64_t>(oss.written, capacity);
    stream_.visit(std::max(oss.metered, oldest), oss.played,
                  [&](std::uint64_t, std::span<std::byte> bytes) {
                      pcm.insert(pcm.end(), bytes.begin(), bytes.end());
                  });
    return pcm;
}

void Playback::publish(const oss_stream& oss)
{
    stream_.played.store(oss.played);
}

bool Playback::wantsConsumer() const
{
    const std::uint64_t unread = stream_.played.load() - stream_.consumed.load();
    const std::size_t tolerance = free_running_ ? freeRunningCapacity / 2 : slack / 2;
    return unread >= tolerance;
}

}  // namespace dsproxy::process
