// SPDX-License-Identifier: GPL-2.0-or-later
/// The PCM between a source and the engine: memory of both, indexed by position.
#pragma once

#include "engine/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace dsproxy {

/// Bytes of a stream by their position since open. The producer writes ahead of what it has
/// published, the consumer reads behind; both keep their positions elsewhere (Stream).
class PcmRing {
public:
    /// A span may lie in two pieces where the ring wraps.
    using Pieces = std::array<std::span<std::byte>, 2>;

    static Result<std::shared_ptr<PcmRing>> create(std::size_t capacity);
    ~PcmRing();
    PcmRing(const PcmRing&) = delete;
    PcmRing& operator=(const PcmRing&) = delete;

    std::size_t capacity() const { return capacity_; }
    Pieces at(std::uint64_t position, std::size_t bytes) const;

private:
    PcmRing(std::byte* memory, std::size_t capacity) : memory_(memory), capacity_(capacity) {}

    std::byte* memory_;
    std::size_t capacity_;
};

}  // namespace dsproxy
