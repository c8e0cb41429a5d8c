// SPDX-License-Identifier: GPL-2.0-or-later
/// Finds where a stream goes on after silence. The silence belongs to the file before it, so
/// nothing is lost; a file has had sound before silence can end it.
#pragma once

#include "engine/recording/loud_frames.h"
#include "engine/recording/recording_settings.h"

namespace dsproxy {

class SilenceSplit {
public:
    explicit SilenceSplit(const Silence& silence);

    /// How many frames of PCM lie before the next cut; all of them when there is none in it. What
    /// lies behind a cut is to be given again. Silence in two formats is two silences.
    Frames before(PcmView pcm);
    /// A new file begins for another reason.
    void restart() { heard_ = false; }

private:
    Nanoseconds length_;
    LoudFrames loud_;
    Format format_;
    Frames enough_;  ///< of silence
    Frames quiet_;  ///< of it, in a row
    bool heard_ = false;
};

}  // namespace dsproxy
