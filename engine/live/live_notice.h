// SPDX-License-Identifier: GPL-2.0-or-later
/// What a live sink or source tells its owner; the texts are made elsewhere.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dsproxy {

struct LiveNotice {
    enum class Kind {
        Opened,   ///< device is in use from now on; rank 0 is the one that is wanted most
        Failed,   ///< device could not be opened, or has gone; error says why
        Closed,   ///< nothing plays: device was given back
        Dropped,  ///< count frames were lost since the last time: too late, or no room
        Xrun,     ///< the device ran dry count times since the last time
    };
    Kind kind;
    std::string name{};    ///< of the sink or source
    std::string device{};  ///< "card:hw:0"
    std::size_t rank = 0;
    std::optional<Error> error{};
    std::uint64_t count = 0;
};

/// Called on the thread of the sink or source: to be quick.
using LiveNotify = std::function<void(const LiveNotice&)>;

}  // namespace dsproxy
