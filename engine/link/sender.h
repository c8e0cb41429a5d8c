// SPDX-License-Identifier: GPL-2.0-or-later
/// The launcher's end of the link: all that its pump takes goes into a ring of records.
#pragma once

#include "engine/link/record_ring.h"
#include "engine/pump/tap.h"
#include "engine/seam/feed.h"

#include <map>
#include <memory>
#include <mutex>

namespace dsproxy::link {

/// From its start on it keeps what happens, for a service that is about to attach. A service that
/// is late by more than the ring loses what did not fit; that is counted and told as Overrun and
/// Gap. Nothing here ever waits, but for free-running streams: those are gated by the service, as
/// long as it reads.
class Sender final : public Tap {
public:
    static Result<std::unique_ptr<Sender>> create(Feed& feed, bool free_running);

    /// What a service is given. The descriptors are lent until the next offer() or detach().
    struct Offer {
        int ring;
        int doorbell;
    };
    /// Link thread: the first service gets all from the beginning, if that still is there; a later
    /// one gets what runs now.
    Result<Offer> offer();
    /// Link thread: nobody reads any more; the streams run by their own clock again.
    void detach();

    void event(const Event& event) override;
    void heard(std::uint32_t stream, std::uint64_t position, PcmView pcm) override;
    void dropped(std::uint32_t stream, std::uint64_t position, PcmView pcm) override;
    void tick() override {}
    void rest() override {}
    void finish() override {}

private:
    struct Open {
        std::shared_ptr<Stream> stream;
        Event opened;
        Event format;  ///< the newest; kind Opened: there is none yet
        std::uint64_t lost_bytes = 0;
        std::uint64_t lost_from = 0;
    };

    Sender(Feed& feed, UniqueFd doorbell, std::unique_ptr<RecordRing> ring, bool free_running);
    void remember(const Event& event);
    bool put(const RecordHeader& header, std::span<const std::byte> body);
    bool put(const Event& event);
    void pcm(RecordKind kind, std::uint32_t stream, std::uint64_t position, PcmView pcm);
    bool tellLost(std::uint32_t id, Open& open, std::size_t next);
    bool waitForRoom(const RecordHeader& header, std::span<const std::byte> body);
    void replay();

    Feed& feed_;
    const bool free_running_;
    UniqueFd doorbell_;
    std::mutex lock_;
    std::unique_ptr<RecordRing> ring_;  ///< none: nobody is there, and nobody is expected
    bool complete_ = true;  ///< the ring holds all since the start
    bool gated_;
    std::uint32_t lost_events_ = 0;
    std::map<std::uint32_t, Open> opens_;
};

}  // namespace dsproxy::link
