// SPDX-License-Identifier: GPL-2.0-or-later
/// What is recorded while streams come and go: finds for each the file that it belongs in.
///
/// The first stream with PCM gets a file. One that comes when no other writes and has the format
/// of the last goes on in the same file. All others get files of their own, the next segments.
/// With FormatChange::Convert another format is no reason for a segment: what is played in it is
/// converted into the format that the file began with.
#pragma once

#include "engine/pcm/converter.h"
#include "engine/recording/notice.h"
#include "engine/recording/segment_files.h"

#include <list>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace dsproxy {

enum class FormatChange { Split, Convert };

/// A file that is being written.
struct OpenFile {
    std::string path;
    Format format;
    Frames frames;  ///< so far
    bool resting;   ///< no stream writes to it now
};

class Output {
public:
    Output(std::unique_ptr<SegmentFiles> files, Notify notify, FormatChange change);

    /// STREAM begins, or goes on, in FORMAT: what it wrote in another one is complete.
    void format(StreamId stream, const Format& format);
    /// False: all or some of it is in no file. The reason was told, now or earlier.
    bool pcm(StreamId stream, PcmView pcm);
    /// STREAM will not be heard of again; its number may come back.
    void closed(StreamId stream);
    /// What STREAM plays from here on is in another file.
    void split(StreamId stream);
    /// Tries anew after a failure, in new files.
    void retry();
    bool failed() const { return failed_; }
    void checkpoint();
    /// Finishes the file that a next stream could go on in.
    void rest();
    void finish();

    /// The file that PCM of STREAM would go into; none when it would be a new one.
    std::optional<OpenFile> fileOf(StreamId stream, const Format& format);
    std::vector<OpenFile> openFiles() const;

private:
    struct Segment {
        std::string path;
        Format format;  ///< of the file
        Format played;  ///< of the writer, now
        std::optional<Converter> converter;  ///< where the two differ
        std::unique_ptr<Sink> sink;
        std::optional<StreamId> writer;  ///< none: the last one, which the next stream may go on
        Frames frames;
        bool changed = false;  ///< since the last checkpoint
    };
    using Segments = std::list<Segment>;

    Segments::iterator writtenBy(std::optional<StreamId> stream);
    Segments::iterator assign(StreamId stream, const Format& format);
    Segments::iterator start(StreamId stream, const Format& format);
    Segments::iterator openFailed(Segment segment, Error error);
    Segments::iterator turnAway(StreamId stream, const Format& format, Error error);
    bool takes(const Segment& segment, const Format& format) const;
    Result<void> adapt(Segment& segment, const Format& format);
    Result<void> endStretch(Segment& segment);
    Result<void> write(Segment& segment, PcmView pcm);
    static Result<void> store(Segment& segment, std::span<const std::byte> bytes);
    static OpenFile describe(const Segment& segment);
    void release(Segments::iterator segment);
    void checkpoint(Segments::iterator segment);
    void complete(Segments::iterator segment);
    void drop(Segments::iterator segment, Error error);
    void report(Notice::What what, const Segment& segment, Error error) const;
    bool goesOn(StreamId stream, const Format& format);

    std::unique_ptr<SegmentFiles> files_;
    Notify notify_;
    FormatChange change_;
    std::vector<std::byte> converted_;
    Segments segments_;  ///< open ones, in the order of their start
    bool failed_ = false;
    std::map<StreamId, Format> turnedAway_;
    std::map<StreamId, int>
        numbers_;  ///< of segments to come, in the order of their streams' start
    std::set<StreamId> playing_;
    std::set<StreamId> overlapping_;  ///< began while another was playing
};

}  // namespace dsproxy
