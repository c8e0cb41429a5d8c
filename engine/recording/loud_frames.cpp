// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/loud_frames.h"

#include "engine/pcm/convert.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {

LoudFrames::LoudFrames(double level) : magnitude_(std::pow(10, level / 20)) {}

const std::vector<bool>& LoudFrames::of(PcmView pcm)
{
    const auto frames = static_cast<std::size_t>(pcm.frames().value);
    if (!isConvertible(pcm.format)) {
        loud_.assign(frames, true);
        return loud_;
    }
    const std::size_t channels = pcm.format.channels().count;
    samples_.resize(frames * channels);
    decode(pcm.format.layout(), pcm.bytes, samples_);
    loud_.assign(frames, false);
    for (std::size_t i = 0; i < samples_.size(); ++i)
        if (std::abs(samples_[i]) > magnitude_)
            loud_[i / channels] = true;
    return loud_;
}

std::optional<Frames> LoudFrames::first(PcmView pcm)
{
    const auto& loud = of(pcm);
    const auto found = std::ranges::find(loud, true);
    if (found == loud.end())
        return {};
    return Frames(found - loud.begin());
}

}  // namespace dsproxy
