// SPDX-License-Identifier: GPL-2.0-or-later
/// How loud one program is within a mix, and how that changes without a click.
#pragma once

#include "engine/base/units.h"

#include <array>
#include <atomic>
#include <span>

namespace dsproxy {

/// What the user has set. Any thread.
class Volume {
public:
    /// MOST: the highest factor that can be set.
    explicit Volume(double most = 1) : most_(most) {}

    /// Factors from 0 on; what lies beyond is limited.
    void set(double left, double right);
    void mute(bool muted) { muted_.store(muted); }

    double left() const { return left_.load(); }
    double right() const { return right_.load(); }
    bool muted() const { return muted_.load(); }

private:
    const double most_;
    std::atomic<double> left_{1};
    std::atomic<double> right_{1};
    std::atomic<bool> muted_{false};
};

/// Applies a Volume; a change takes some ms. One thread.
class VolumeRamp {
public:
    VolumeRamp(const Volume& volume, Rate rate, Channels channels);

    /// SAMPLES are whole frames; at full volume they stay as they are. Odd channels are right
    /// ones, a single channel is both.
    void apply(std::span<double> samples);

private:
    using Gains = std::array<double, 2>;
    Gains wanted() const;
    void retarget(const Gains& target);
    void applyFrame(std::span<double> frame) const;

    const Volume& volume_;
    std::size_t channels_;
    std::int64_t length_;    ///< frames of a change
    Gains now_;
    Gains target_;
    Gains step_{};
    std::int64_t left_ = 0;  ///< frames until the target is reached
};

}  // namespace dsproxy
