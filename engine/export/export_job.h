// SPDX-License-Identifier: GPL-2.0-or-later
/// One sound file on its way into another kind of file.
#pragma once

#include "engine/base/units.h"
#include "engine/files/pending_file.h"
#include "engine/pcm/format.h"
#include "engine/sinks/sink_spec.h"
#include "engine/tagging/recording_tags.h"

#include <atomic>
#include <string>

namespace dsproxy {

struct ExportJob {
    std::string input;
    SinkSpec target;  ///< of a kind whose place is Files
    Existing existing = Existing::Keep;
    TagEdit tags;  ///< of those that the input has
};

struct Exported {
    Format format;  ///< of the samples that the sink was given
    Frames frames;
    bool complete;  ///< false: the input says that it has more, but it could not be read
};

/// How far a job is. Written by its thread, read by any.
struct ExportMeter {
    std::atomic<std::int64_t> frames = 0;
    std::atomic<std::int64_t> length = 0;  ///< frames; 0 while it is not known
    std::atomic<std::uint32_t> rate = 0;   ///< Hz; 0 while it is not known
    std::atomic<bool> ended = false;       ///< with success or without
};

}  // namespace dsproxy
