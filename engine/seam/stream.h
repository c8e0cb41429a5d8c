// SPDX-License-Identifier: GPL-2.0-or-later
/// What a source publishes of one playing open and what the engine tells back.
#pragma once

#include "engine/seam/pcm_ring.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

/// What the engine tells a playing source: the only fact that goes backwards. All zero: the source
/// is left alone.
struct Steering {
    std::int32_t rate_ppb = 0;   ///< its clock is to run this much faster, parts per 10^9
    std::uint32_t delay_us = 0;  ///< between `played` and the loudspeaker: GETODELAY adds it
    std::uint32_t look_us = 0;   ///< `played` is wanted this often while it plays; 0: as before

    bool operator==(const Steering&) const = default;
};

/// Playback PCM of one open. The source stores `played`, the engine stores `consumed`; each only
/// ever grows. Bytes in [consumed, played) are the engine's to read. The source writes behind them,
/// and adds a larger ring when the engine is late.
struct Stream {
    explicit Stream(std::uint32_t id_) : id(id_) {}

    const std::uint32_t id;
    std::atomic<std::uint64_t> played{0};
    std::atomic<std::uint64_t> consumed{0};
    /// Source: what SETPLAYVOL has set, left | right << 8, each 0..100. It changes no sample of the
    /// ring. Feed::tellMixer() says that it moved.
    std::atomic<std::uint32_t> volume{100 | 100 << 8};

    /// Any thread of the engine.
    void steer(const Steering& steering);
    /// Source. The three may be of two calls of steer(): each is of use by itself.
    Steering steering() const;

    /// The ring that holds a position, and where the next ring takes over: lastRing, nowhere yet.
    static constexpr std::uint64_t lastRing = ~std::uint64_t{0};
    struct Window {
        std::shared_ptr<PcmRing> ring;
        std::uint64_t end;
    };

    /// Source: a new, larger ring holds what lies from `position` on.
    void addRing(std::uint64_t position, std::shared_ptr<PcmRing> ring);
    /// Source: looks at the bytes of [from, to), in order, as far as a ring still holds them.
    using Look = std::function<void(std::uint64_t position, std::span<std::byte> bytes)>;
    void visit(std::uint64_t from, std::uint64_t to, const Look& look);
    /// Consumer: forgets older rings. No ring before the first PCM.
    Window windowAt(std::uint64_t position);
    /// Consumer: the first bytes of the ring that begins at `position`, to complete a frame.
    std::vector<std::byte> peekNext(std::uint64_t position, std::size_t bytes);

private:
    struct Placed {
        std::uint64_t position;
        std::shared_ptr<PcmRing> ring;
    };
    std::atomic<std::int32_t> rate_ppb_{0};
    std::atomic<std::uint32_t> delay_us_{0};
    std::atomic<std::uint32_t> look_us_{0};
    std::mutex mutex_;
    std::vector<Placed> rings_;
};

}  // namespace dsproxy
