// SPDX-License-Identifier: GPL-2.0-or-later
/// How loud each channel was since somebody last looked.
#pragma once

#include "engine/base/units.h"
#include "oss/format.h"

#include <array>
#include <atomic>
#include <span>
#include <vector>

namespace dsproxy {

/// Full scale is 1.
struct Level {
    double peak = 0;
    double rms = 0;
};

/// One thread adds, any thread takes. What two takers get is shared out between them.
class LevelMeter {
public:
    /// SAMPLES are whole frames.
    void add(std::span<const double> samples, Channels channels);
    /// Of each channel since the last take(); empty when nothing has played at all.
    std::vector<Level> take();

private:
    struct Channel {
        std::atomic<double> peak{0};
        std::atomic<double> energy{0};
    };
    std::array<Channel, OSS_CHANNELS_MAX> channels_;
    std::atomic<std::size_t> used_{0};
    std::atomic<std::uint64_t> frames_{0};
};

}  // namespace dsproxy
