// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the segments of an Output get their files: by number, by template.
#pragma once

#include "engine/pump/pcm_consumer.h"
#include "engine/sinks/sink_kind.h"

#include <functional>

namespace dsproxy {

using OpenSink =
    std::function<Result<std::unique_ptr<Sink>>(const SinkSpec&, const Format&, const Tags&)>;

/// Called on the thread of the Output.
class SegmentFiles {
public:
    virtual ~SegmentFiles() = default;

    /// What was asked for; its path is that of all segments together.
    virtual const SinkSpec& spec() const = 0;
    /// The number of a segment to come. A stream gets it when it begins, long before it is used.
    virtual int reserve() = 0;
    /// Nothing was made of it.
    virtual void giveBack(int number) = 0;
    /// Where the segment lies. Asked once, just before open(); nobody else gets this place.
    virtual Result<std::string> place(StreamId writer, int number) = 0;
    virtual Result<std::unique_ptr<Sink>> open(StreamId writer, const std::string& path,
                                               const Format& format) = 0;
};

}  // namespace dsproxy
