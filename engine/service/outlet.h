// SPDX-License-Identifier: GPL-2.0-or-later
/// What one client watches: a ring of records that he reads at his own pace.
#pragma once

#include "engine/link/record_ring.h"

#include <memory>
#include <mutex>

namespace dsproxy {

/// Any thread writes, and never waits: a client that is late misses records, which are counted. The
/// ring and the socket's other end are the client's; the socket wakes him, and its end tells that
/// he has gone.
class Outlet {
public:
    struct Ends {
        int ring;
        UniqueFd socket;
    };
    static Result<std::pair<std::shared_ptr<Outlet>, Ends>> open(std::size_t capacity);

    /// False: it did not fit.
    bool put(const link::RecordHeader& header, std::span<const std::byte> body);
    /// Records that did not fit since it was last asked.
    std::uint32_t takeLost();
    /// They could not be told either.
    void addLost(std::uint32_t records);
    bool hasGone() const;

private:
    Outlet(std::unique_ptr<link::RecordRing> ring, UniqueFd socket);

    std::mutex lock_;
    std::unique_ptr<link::RecordRing> ring_;
    UniqueFd socket_;
    std::uint32_t lost_ = 0;
};

}  // namespace dsproxy
