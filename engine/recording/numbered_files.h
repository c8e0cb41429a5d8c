// SPDX-License-Identifier: GPL-2.0-or-later
/// The path that the user named, then name-2.wav, name-3.wav...
#pragma once

#include "engine/recording/segment_files.h"

namespace dsproxy {

class NumberedFiles final : public SegmentFiles {
public:
    NumberedFiles(SinkSpec spec, Tags tags, OpenSink open);

    const SinkSpec& spec() const override { return spec_; }
    /// A segment never takes the place of a file that the user did not name.
    int reserve() override;
    void giveBack(int number) override;
    Result<std::string> place(StreamId writer, int number) override;
    Result<std::unique_ptr<Sink>> open(StreamId writer, const std::string& path,
                                       const Format& format) override;

private:
    SinkSpec spec_;
    Tags tags_;
    OpenSink open_;
    int last_ = 0;  ///< that was reserved
};

/// "name.wav" and 2 give "name-2.wav".
std::string segmentPath(const std::string& path, int number);

}  // namespace dsproxy
