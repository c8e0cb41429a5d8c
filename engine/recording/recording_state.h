// SPDX-License-Identifier: GPL-2.0-or-later
/// What there is to be seen of a recording at one moment.
#pragma once

#include "engine/base/result.h"
#include "engine/pcm/format.h"

#include <optional>
#include <string>
#include <vector>

namespace dsproxy {

struct RecordedFile {
    std::string path;
    Format format;
    Frames frames;
    Bytes bytes;  ///< on the disk
};

struct RecordingState {
    enum class Phase { Running, Paused, WaitingForSound, Ended };

    Phase phase = Phase::Running;
    std::vector<RecordedFile> files;  ///< that are open, in the order of their beginning
    RecordedFile last;  ///< the file that was written to last, open or not; its path may be empty
    Nanoseconds length;  ///< recorded time: see Limits
    Nanoseconds safe;  ///< of this, what is in the files even if we die now
    Bytes bytes;  ///< of all its files
    Frames lost;  ///< frames that are in no file: the disk was too slow, full, or refused
    std::optional<Error> error;  ///< of the disk, for as long as nothing is recorded because of it
    Bytes free;  ///< on the disk of its folder
    std::optional<Nanoseconds> left;  ///< until that is full; none while nothing is written
};

}  // namespace dsproxy
