// SPDX-License-Identifier: GPL-2.0-or-later
/// The sleep of a card's thread: one poll() for the card, for who wakes us, and for who wants the
/// card from us.
#pragma once

#include "engine/base/result.h"

#include <poll.h>

#include <span>
#include <vector>

namespace dsproxy {

class CardWait {
public:
    enum class Woken { Device, Wake };

    /// COUNT descriptors of the device, to be filled in. WANTED is readable once another wants the
    /// card, or -1.
    CardWait(std::size_t count, int wanted);

    std::span<pollfd> device() { return std::span(fds_).subspan(own); }
    /// EBUSY: the card is wanted.
    Result<Woken> sleep(int wake);
    /// As sleep(), but does not look at the device and takes a millisecond at most.
    Result<Woken> sleepShortly(int wake);

private:
    static constexpr std::size_t own = 2;
    Result<Woken> poll(int wake, std::size_t count, int timeout_ms);

    std::vector<pollfd> fds_;
};

}  // namespace dsproxy
