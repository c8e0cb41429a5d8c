// SPDX-License-Identifier: GPL-2.0-or-later
/// What a recording has to say while it runs. Values: the words are made in cli/ and app/.
#pragma once

#include "engine/sinks/sink_kind.h"

#include <functional>

namespace dsproxy {

struct Notice {
    enum class What {
        Completed,    ///< a file is finished: kept frames of format are in path
        Failed,       ///< a sink could not go on and is closed; at least kept frames are in path
        CaptureEnded,  ///< a capture file takes no more: error says why; kind is null
        NotRecorded,  ///< a stream of format is not taken: error says Unsupported, or EBUSY
        // These come from recordings of the service only.
        Begun,  ///< a file has its first frames; after Failed: the disk takes them again
        Hole,   ///< lost frames are missing in path, behind kept frames
        Ended,  ///< the recording has ended: by stop(), a limit, or error; all files are finished
    };

    What what = What::Completed;
    const SinkKind* kind = nullptr;
    std::string path;  ///< empty where the kind has none
    Format format;
    Frames kept;
    Error error;
    Frames lost = {};
};

using Notify = std::function<void(const Notice&)>;

}  // namespace dsproxy
