// SPDX-License-Identifier: GPL-2.0-or-later
/// How many frames may still go into a file, or into a recording, before its rule says no.
#pragma once

#include "engine/recording/recording_settings.h"

namespace dsproxy {

/// How far a stream has come in the time of its recording.
struct Progress {
    Nanoseconds before;  ///< recorded when its format began
    Format format;
    Frames frames;  ///< in this format

    Nanoseconds now() const { return before + format.duration(frames); }
};

/// FILE, none: a new one; it has BYTES now. Zero: the next frame of PLAYED begins a new file. A
/// file has one frame at least, whatever the rule says.
Frames untilSplit(const SplitRule& rule, const std::optional<OpenFile>& file, Bytes bytes,
                  const Format& played);

/// BYTES: of all files. Zero: the recording ends here.
Frames untilLimit(const Limits& limits, const Progress& progress, Bytes bytes);

}  // namespace dsproxy
