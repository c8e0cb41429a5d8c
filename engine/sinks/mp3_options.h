// SPDX-License-Identifier: GPL-2.0-or-later
/// What can be said about an MP3: mp3:PATH,bitrate=192 or mp3:PATH,vbr=2,quality=5.
#pragma once

#include "engine/sinks/sink_spec.h"

#include <optional>

namespace dsproxy {

struct Mp3Options {
    std::optional<int> bitrate;  ///< kbit/s, constant, 8 to 320; variable without it
    int vbr = 2;                 ///< 0 best, 9 smallest
    int quality = 3;             ///< of the search: 0 slowest, 9 fastest

    /// BadSpec names the option that is unknown, out of range or contradicts another.
    static Result<Mp3Options> parse(const SinkOptions& options);
};

}  // namespace dsproxy
