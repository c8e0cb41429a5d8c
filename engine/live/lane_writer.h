// SPDX-License-Identifier: GPL-2.0-or-later
/// PCM of one stream on its way into a lane: decoded, mixed to its channels, brought to its rate.
#pragma once

#include "engine/live/lane.h"
#include "engine/live/monotonic.h"
#include "engine/pcm/format.h"
#include "engine/pcm/interpolator.h"
#include "engine/pcm/remix.h"

#include <memory>
#include <optional>
#include <vector>

namespace dsproxy {

/// One thread. Never blocks: what does not fit is dropped and counted.
class LaneWriter {
public:
    explicit LaneWriter(Clock clock) : clock_(clock) {}

    /// What follows has this format. The rest of another one goes out first.
    void format(const Format& format);
    /// What follows goes there. The lane before is left.
    void enter(std::shared_ptr<Lane> lane);
    const Lane* lane() const { return lane_.get(); }

    void push(PcmView pcm);
    /// The same for samples of the format's channels and rate.
    void push(std::span<const double> samples);
    /// Nothing follows: the rest goes out. The lane is left.
    void finish();

    /// Frames that did not fit, or that cannot be mixed as they are compressed. Any thread.
    std::uint64_t dropped() const { return dropped_.load(); }

private:
    void prepare();
    void flush();
    void pushBlock(std::span<const double> samples);
    void hand(std::span<const double> samples);

    Clock clock_;
    std::atomic<std::uint64_t> dropped_{0};
    std::shared_ptr<Lane> lane_;
    std::optional<Format> format_;
    std::optional<Remix> remix_;
    std::optional<Interpolator> interpolator_;
    std::size_t block_ = 1;  ///< frames to convert at once
    std::vector<double> samples_;
    std::vector<double> mixed_;
    std::vector<double> ready_;
};

}  // namespace dsproxy
