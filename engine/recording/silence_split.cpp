// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/silence_split.h"

#include <algorithm>
#include <utility>

namespace dsproxy {

SilenceSplit::SilenceSplit(const Silence& silence) : length_(silence.length), loud_(silence.level)
{
}

Frames SilenceSplit::before(PcmView pcm)
{
    if (enough_ == Frames(0) || format_ != pcm.format) {
        format_ = pcm.format;
        enough_ = std::max(format_.frames(length_), Frames(1));
        quiet_ = Frames(0);
    }
    Frames frames;
    for (const bool loud : loud_.of(pcm)) {
        const Frames quiet = std::exchange(quiet_, loud ? Frames(0) : quiet_ + Frames(1));
        if (loud && quiet >= enough_ && std::exchange(heard_, false))
            return frames;
        heard_ = heard_ || loud;
        frames += Frames(1);
    }
    return frames;
}

}  // namespace dsproxy
