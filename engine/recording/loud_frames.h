// SPDX-License-Identifier: GPL-2.0-or-later
/// Tells sound from silence, frame by frame.
#pragma once

#include "engine/pcm/format.h"

#include <optional>
#include <vector>

namespace dsproxy {

class LoudFrames {
public:
    /// LEVEL in dB of full scale. A frame is loud when one of its samples is beyond.
    explicit LoudFrames(double level);

    /// For each frame of PCM whether it is loud; all are in formats that only decoders understand.
    /// Valid until the next call.
    const std::vector<bool>& of(PcmView pcm);
    std::optional<Frames> first(PcmView pcm);

private:
    double magnitude_;
    std::vector<double> samples_;
    std::vector<bool> loud_;
};

}  // namespace dsproxy
