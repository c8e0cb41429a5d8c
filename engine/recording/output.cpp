// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/output.h"

#include "engine/pcm/convert.h"

#include <algorithm>
#include <tuple>

namespace dsproxy {
namespace {

/// Errors that say something about the stream, not about the place it goes to.
bool concernsFormat(const Error& error)
{
    return error.code == ErrorCode::Unsupported || error.code == ErrorCode::Encoder;
}

}  // namespace

Output::Output(std::unique_ptr<SegmentFiles> files, Notify notify, FormatChange change)
    : files_(std::move(files)), notify_(std::move(notify)), change_(change)
{
}

void Output::format(StreamId stream, const Format& format)
{
    // Told at the beginning of a stream, long before its samples come when the pump lags behind.
    if (playing_.insert(stream).second && playing_.size() > 1)
        overlapping_.insert(stream);
    const auto segment = writtenBy(stream);
    if (segment != segments_.end() && takes(*segment, format))
        return;
    if (segment != segments_.end())
        release(segment);
    const auto away = turnedAway_.find(stream);
    const bool taken = away == turnedAway_.end() || away->second != format;
    if (taken && !failed_ && !numbers_.contains(stream) && !goesOn(stream, format))
        numbers_.emplace(stream, files_->reserve());
}

/// Whether PCM of FORMAT can go into the file, as it is or converted.
bool Output::takes(const Segment& segment, const Format& format) const
{
    return segment.format == format || (change_ == FormatChange::Convert &&
                                        isConvertible(segment.format) && isConvertible(format));
}

/// In the file that was closed last: STREAM has it for itself, and its format fits.
bool Output::goesOn(StreamId stream, const Format& format)
{
    const auto last = writtenBy(std::nullopt);
    return last != segments_.end() && segments_.size() == 1 && takes(*last, format) &&
           !overlapping_.contains(stream);
}

bool Output::pcm(StreamId stream, PcmView pcm)
{
    if (pcm.bytes.empty())
        return true;
    format(stream, pcm.format);
    auto segment = writtenBy(stream);
    if (segment == segments_.end())
        segment = assign(stream, pcm.format);
    if (segment == segments_.end())
        return false;

    auto adapted = adapt(*segment, pcm.format);
    auto written = adapted.and_then([&] { return write(*segment, pcm); });
    if (!written)
        drop(segment, written.error());
    return written.has_value();
}

/// From here on the writer of SEGMENT plays FORMAT.
Result<void> Output::adapt(Segment& segment, const Format& format)
{
    if (segment.played == format)
        return {};
    if (auto ended = endStretch(segment); !ended)
        return ended;
    segment.played = format;
    if (format == segment.format)
        return {};
    auto converter = Converter::open(format.channels(), format.rate(), segment.format);
    if (!converter)
        return std::unexpected(converter.error());
    segment.converter = std::move(*converter);
    return {};
}

/// Each stretch in one format has its own converter, which gives all that it holds at the end:
/// the file gets frames * its rate / the stretch's, rounded to the nearest.
Result<void> Output::endStretch(Segment& segment)
{
    auto converter = std::exchange(segment.converter, std::nullopt);
    if (!converter)
        return {};
    converted_.clear();
    segment.played = segment.format;
    return converter->flush(converted_).and_then([&] { return store(segment, converted_); });
}

Result<void> Output::write(Segment& segment, PcmView pcm)
{
    if (!segment.converter)
        return store(segment, pcm.bytes);
    while (!pcm.bytes.empty()) {
        converted_.clear();
        auto done =
            segment.converter->push(pcm.take(segment.converter->block()), converted_).and_then([&] {
                return store(segment, converted_);
            });
        if (!done)
            return done;
    }
    return {};
}

Result<void> Output::store(Segment& segment, std::span<const std::byte> bytes)
{
    const PcmView pcm{segment.format, bytes};
    if (bytes.empty())
        return {};
    return segment.sink->write(pcm).transform([&] {
        segment.frames += pcm.frames();
        segment.changed = true;
    });
}

void Output::closed(StreamId stream)
{
    if (const auto segment = writtenBy(stream); segment != segments_.end())
        release(segment);
    turnedAway_.erase(stream);
    playing_.erase(stream);
    numbers_.erase(stream);
    overlapping_.erase(stream);
}

void Output::split(StreamId stream)
{
    if (const auto segment = writtenBy(stream); segment != segments_.end())
        complete(segment);
    rest();
}

void Output::retry()
{
    failed_ = false;
    turnedAway_.clear();
}

std::optional<OpenFile> Output::fileOf(StreamId stream, const Format& format)
{
    auto segment = writtenBy(stream);
    if (segment != segments_.end() && !takes(*segment, format))
        return {};
    if (segment == segments_.end() && goesOn(stream, format))
        segment = writtenBy(std::nullopt);
    if (segment == segments_.end())
        return {};
    return describe(*segment);
}

OpenFile Output::describe(const Segment& segment)
{
    return {segment.path, segment.format, segment.frames, !segment.writer};
}

std::vector<OpenFile> Output::openFiles() const
{
    std::vector<OpenFile> files;
    for (const Segment& segment : segments_)
        files.push_back(describe(segment));
    return files;
}

void Output::checkpoint()
{
    for (auto segment = segments_.begin(); segment != segments_.end();)
        checkpoint(segment++);
}

void Output::rest()
{
    if (const auto last = writtenBy(std::nullopt); last != segments_.end())
        complete(last);
}

void Output::finish()
{
    while (!segments_.empty())
        complete(segments_.begin());
}

Output::Segments::iterator Output::writtenBy(std::optional<StreamId> stream)
{
    return std::ranges::find(segments_, stream, &Segment::writer);
}

Output::Segments::iterator Output::assign(StreamId stream, const Format& format)
{
    if (const auto found = turnedAway_.find(stream); found != turnedAway_.end()) {
        if (found->second == format)
            return segments_.end();
        turnedAway_.erase(found);
    }
    const auto last = writtenBy(std::nullopt);
    if (last != segments_.end()) {
        if (goesOn(stream, format) && !numbers_.contains(stream)) {
            last->writer = stream;
            return last;
        }
        complete(last);
    }
    const SinkPlace place = files_->spec().kind->place;
    const bool shared = place == SinkPlace::Files || place == SinkPlace::Nowhere;
    if (!shared && !segments_.empty())
        return turnAway(stream, format, Error{ErrorCode::OpenFailed, EBUSY, files_->spec().path});
    return start(stream, format);
}

Output::Segments::iterator Output::start(StreamId stream, const Format& format)
{
    if (failed_) {
        turnedAway_.emplace(stream, format);
        return segments_.end();
    }
    Segment segment{.path = files_->spec().path,
                    .format = format,
                    .played = format,
                    .converter = {},
                    .sink = {},
                    .writer = stream,
                    .frames = {}};
    const auto reserved = numbers_.extract(stream);
    const int number = reserved ? reserved.mapped() : files_->reserve();
    auto sink = files_->place(stream, number).and_then([&](std::string path) {
        segment.path = std::move(path);
        return files_->open(stream, segment.path, format);
    });
    if (!sink) {
        files_->giveBack(number);
        return openFailed(std::move(segment), sink.error());
    }
    segment.sink = std::move(*sink);
    return segments_.insert(segments_.end(), std::move(segment));
}

Output::Segments::iterator Output::openFailed(Segment segment, Error error)
{
    if (concernsFormat(error))
        return turnAway(*segment.writer, segment.format, std::move(error));
    failed_ = true;
    turnedAway_.emplace(*segment.writer, segment.format);
    report(Notice::What::Failed, segment, std::move(error));
    return segments_.end();
}

Output::Segments::iterator Output::turnAway(StreamId stream, const Format& format, Error error)
{
    turnedAway_.emplace(stream, format);
    notify_(Notice{.what = Notice::What::NotRecorded,
                   .kind = files_->spec().kind,
                   .path = files_->spec().path,
                   .format = format,
                   .kept = {},
                   .error = std::move(error)});
    return segments_.end();
}

/// Its stream writes no more. A file stays open, as the last one, for a stream that fits.
void Output::release(Segments::iterator segment)
{
    if (auto ended = endStretch(*segment); !ended)
        return drop(segment, ended.error());
    if (files_->spec().kind->place != SinkPlace::Files)
        return complete(segment);
    if (const auto last = writtenBy(std::nullopt); last != segments_.end())
        complete(last);
    segment->writer.reset();
    checkpoint(segment);
}

void Output::checkpoint(Segments::iterator segment)
{
    if (!std::exchange(segment->changed, false))
        return;
    if (auto done = segment->sink->checkpoint(); !done)
        drop(segment, done.error());
}

void Output::complete(Segments::iterator segment)
{
    if (auto ended = endStretch(*segment); !ended)
        return drop(segment, ended.error());
    if (auto finished = segment->sink->finish(); !finished) {
        failed_ = true;
        report(Notice::What::Failed, *segment, finished.error());
    } else if (files_->spec().kind->place == SinkPlace::Files) {
        report(Notice::What::Completed, *segment, {});
    }
    segments_.erase(segment);
}

/// The place failed: what is there is saved, and no new segment is tried.
void Output::drop(Segments::iterator segment, Error error)
{
    std::ignore = segment->sink->finish();
    failed_ = true;
    if (const auto writer = segment->writer)
        turnedAway_.emplace(*writer, segment->format);
    report(Notice::What::Failed, *segment, std::move(error));
    segments_.erase(segment);
}

void Output::report(Notice::What what, const Segment& segment, Error error) const
{
    notify_(Notice{.what = what,
                   .kind = files_->spec().kind,
                   .path = segment.path,
                   .format = segment.format,
                   .kept = segment.frames,
                   .error = std::move(error)});
}

}  // namespace dsproxy
