// SPDX-License-Identifier: GPL-2.0-or-later
/// The last seconds of a stream, kept in case that somebody wants them after all.
#pragma once

#include "engine/routes/branch.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

/// Some of what was heard, in one format.
struct HeardPiece {
    Format format;
    std::shared_ptr<const std::byte[]> memory;
    std::size_t offset = 0;
    std::size_t size = 0;

    PcmView view() const { return {format, {memory.get() + offset, size}}; }
};

using Heard = std::vector<HeardPiece>;

/// Fed on one thread; never blocks longer than it takes to note where a piece lies.
class PreRoll final : public Branch {
public:
    /// Forgets what is older than LENGTH, and more than that where it takes more than MOST.
    explicit PreRoll(Nanoseconds length, Bytes most = Bytes(64 << 20));

    void format(const Format& format) override;
    void pcm(PcmView pcm) override;
    void end() override {}

    /// Exactly the last LENGTH of what came so far, or all when it is less. Any thread; shares the
    /// memory.
    Heard heard() const;

private:
    struct Block {
        Format format;
        std::shared_ptr<std::byte[]> memory;
        std::size_t size = 0;  ///< of whole frames
        std::size_t used = 0;
    };

    void grow(const Format& format);
    void forget();
    Nanoseconds lengthWithoutFirst() const;

    const Nanoseconds length_;
    const Bytes most_;
    mutable std::mutex mutex_;  ///< of the list; memory below Block::used is never written again
    std::deque<Block> blocks_;
    Bytes held_;
};

}  // namespace dsproxy
