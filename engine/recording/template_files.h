// SPDX-License-Identifier: GPL-2.0-or-later
/// The files of a recording of the service: named after who plays what and when, always new.
#pragma once

#include "engine/recording/recording_settings.h"
#include "engine/routes/stream_facts.h"

namespace dsproxy {

class TemplateFiles final : public SegmentFiles {
public:
    explicit TemplateFiles(const RecordingSettings& settings);

    /// Who STREAM is, from now on.
    void describe(StreamId stream, const StreamFacts& facts) { facts_[stream] = facts; }
    void rename(StreamId stream, const std::string& song, const std::string& label);
    void forget(StreamId stream) { facts_.erase(stream); }
    void setTags(Tags tags) { tags_ = std::move(tags); }
    std::string program(StreamId stream) const;

    const SinkSpec& spec() const override { return spec_; }
    int reserve() override { return ++last_; }
    void giveBack(int number) override;
    Result<std::string> place(StreamId writer, int number) override;
    Result<std::unique_ptr<Sink>> open(StreamId writer, const std::string& path,
                                       const Format& format) override;

private:
    SinkSpec spec_;  ///< its path is the folder
    std::string name_;
    Tags tags_;
    PlayerOf playerOf_;
    OpenSink open_;
    std::map<StreamId, StreamFacts> facts_;
    std::optional<NowPlaying> player_;  ///< of the file that was placed last
    int last_ = 0;
};

}  // namespace dsproxy
