// SPDX-License-Identifier: GPL-2.0-or-later
/// Several programs at once on one device: their sum.
#pragma once

#include "engine/live/voice.h"

#include <memory>
#include <vector>

namespace dsproxy {

/// The sink's thread only. One input at full volume whose samples the device can hold comes out
/// exactly as it went in; sums are exact up to full scale, where they are limited.
class Mix {
public:
    /// Its frames wait until enterNew() or enter().
    void add(std::shared_ptr<MixInput> input);
    /// Forgets inputs that have ended and are played out.
    void tidy();
    /// What follows is for this device.
    void enter(const DeviceShape& shape);
    /// What was added since then is mixed, too.
    void enterNew();
    /// The device was given back; frames wait for the next one.
    void leave();
    /// Fills OUT, whole frames of the device's format, with the next frames of all inputs.
    void render(std::span<std::byte> out);
    /// NOW is the device's position after what was rendered has been committed.
    void regulate(const PlaybackDevice::Position& now);
    /// The device has lost time.
    void rebase();

    bool empty() const { return voices_.empty(); }
    std::size_t size() const { return voices_.size(); }
    /// No input has anything to play now.
    bool silent() const;
    /// Of the first input that has one and is not silent; else of the first that has one.
    std::optional<Format> wanted() const;
    /// Of all inputs, also of those that are forgotten.
    std::uint64_t dropped() const;

private:
    template <class Do> void forEntered(Do what)
    {
        for (const auto& voice : voices_)
            if (voice->entered())
                what(*voice);
    }

    std::vector<std::unique_ptr<Voice>> voices_;
    DeviceShape shape_{};
    std::vector<double> sum_;
    std::optional<double> ahead_;  ///< the device's delay after a commit, smoothed
    std::uint64_t dropped_ = 0;    ///< of inputs that are forgotten
};

}  // namespace dsproxy
