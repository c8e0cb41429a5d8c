// SPDX-License-Identifier: GPL-2.0-or-later
/// One input of a mix, as the sink's thread sees it: where its frames come from, whether it plays,
/// and how its source keeps step with the device.
#pragma once

#include "engine/live/follower.h"
#include "engine/live/mix_input.h"
#include "engine/live/playback_device.h"

#include <deque>
#include <optional>
#include <vector>

namespace dsproxy {

/// The sink's thread only.
class Voice {
public:
    explicit Voice(std::shared_ptr<MixInput> input) : input_(std::move(input)) {}

    MixInput& input() const { return *input_; }

    /// The device has changed: what follows is mixed in its rate and channels.
    void enter(const DeviceShape& shape);
    /// The device was given back: until the next one the frames wait as they are.
    void leave();
    bool entered() const { return entered_; }

    // Of a voice that has entered.
    /// Adds its next frames to SUM, which has the device's channels.
    void mix(std::span<double> sum);
    /// Keeps step. NOW is after a commit; AHEAD is the device's delay after most of these.
    void regulate(const PlaybackDevice::Position& now, double ahead);
    /// The device has lost time: frames that have become too many are forgotten.
    void rebase();

    // Of any voice.
    /// Nothing to play now.
    bool silent() const;
    /// Nothing will ever come.
    bool over() const { return input_->ended() && silent(); }

private:
    struct Carrier {
        Remix remix;
        Interpolator interpolator;
    };
    Frames ready() const;
    Frames take(std::span<double> samples);
    void skip(Frames frames);
    void collect();
    void carry(Lane& lane, bool last);
    bool started(Frames wanted);
    void stop(Frames missing);
    std::uint32_t toMicroseconds(double frames) const;
    void keepStep(double excess, std::uint64_t time_ns, double latency);

    std::shared_ptr<MixInput> input_;
    DeviceShape shape_{};
    Frames target_;                            ///< to lie in the lane after a period was taken
    std::deque<std::shared_ptr<Lane>> lanes_;  ///< oldest first; the last has the device's rate
    std::optional<Carrier> carrier_;           ///< from the oldest lane to the device
    std::vector<double> carried_;
    std::vector<double> mixed_;
    std::vector<double> samples_;
    std::optional<VolumeRamp> ramp_;
    std::optional<RateController> controller_;  ///< of a source that is steered
    std::optional<Follower> follower_;          ///< of one that is not
    Lane::Stamp seen_{0, 0};
    bool entered_ = false;
    bool playing_ = false;
    bool steers_ = false;
    Frames silence_;      ///< since the last one was played
};

}  // namespace dsproxy
