// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/recording_files.h"

#include "engine/recording/space_forecast.h"

#include <sys/stat.h>
#include <unistd.h>

namespace dsproxy {

Bytes fileSize(const std::string& path)
{
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? Bytes(status.st_size) : Bytes(0);
}

RecordingFiles::RecordingFiles(const RecordingSettings& settings, Notify notify)
    : settings_(settings), notify_(std::move(notify)), names_(new TemplateFiles(settings)),
      output_(
          std::unique_ptr<SegmentFiles>(names_), [this](const Notice& notice) { told(notice); },
          settings.change)
{
}

bool RecordingFiles::write(StreamId stream, PcmView pcm, Frames& missing)
{
    const Frames frames = pcm.frames();
    if (output_.failed() && mayRetry())
        output_.retry();
    const auto before = output_.fileOf(stream, pcm.format);
    if (!output_.pcm(stream, pcm)) {
        missing += frames;
        lost_ += frames;
        return false;
    }
    last_ = output_.fileOf(stream, pcm.format).value_or(OpenFile());
    if (!before)
        tellBegun(last_);
    tellHole(before.value_or(OpenFile{last_.path, last_.format, {}, false}),
             std::exchange(missing, Frames(0)));
    return true;
}

void RecordingFiles::close(StreamId stream, Frames missing)
{
    tellHole(last_, missing);
    output_.closed(stream);
    names_->forget(stream);
}

void RecordingFiles::checkpoint()
{
    output_.checkpoint();
    free_ = freeSpace(names_->spec().path).value_or(Bytes(0));
}

std::optional<OpenFile> RecordingFiles::fileOf(StreamId stream, const Format& format)
{
    return output_.fileOf(stream, format);
}

Bytes RecordingFiles::bytes() const
{
    Bytes bytes = finished_;
    for (const OpenFile& file : output_.openFiles())
        bytes += fileSize(file.path);
    return bytes;
}

void RecordingFiles::describe(RecordingState& state) const
{
    std::vector<FileGrowth> growth;
    state.bytes = finished_;
    for (const OpenFile& file : output_.openFiles()) {
        const Bytes bytes = fileSize(file.path);
        state.files.push_back({file.path, file.format, file.frames, bytes});
        state.bytes += bytes;
        if (!file.resting)
            growth.push_back({bytes, file.format.duration(file.frames)});
    }
    state.last = {last_.path, last_.format, last_.frames, fileSize(last_.path)};
    state.lost = lost_;
    state.error = error_;
    state.free = free_;
    state.left = timeLeft(free_, bytesPerSecond(growth));
}

bool RecordingFiles::mayRetry() const
{
    return settings_.comeback && Clock::now() >= retry_ &&
           freeSpace(names_->spec().path).value_or(Bytes(0)) >= settings_.comeback->free;
}

/// What the Output says.
void RecordingFiles::told(const Notice& notice)
{
    const bool failed = notice.what == Notice::What::Failed;
    if (failed || notice.what == Notice::What::Completed)
        finished_ += fileSize(notice.path);
    if (last_.path == notice.path)
        last_.frames = notice.kept;
    if (!failed || worthTelling(notice))
        notify_(notice);
}

/// A disk that still takes nothing was told already, and its empty files are no use to anybody.
bool RecordingFiles::worthTelling(const Notice& failed)
{
    const bool again = error_.has_value();
    error_ = failed.error;
    // One file that is too large for its kind or its system is no reason to wait.
    retry_ = Clock::now();
    if (failed.error.sys != EFBIG && settings_.comeback)
        retry_ += std::chrono::nanoseconds(settings_.comeback->after.value);
    if (failed.kept > Frames(0))
        return true;
    if (failed.path != names_->spec().path) {
        finished_ -= fileSize(failed.path);
        ::unlink(failed.path.c_str());
    }
    return !again;
}

void RecordingFiles::tellBegun(const OpenFile& file)
{
    error_.reset();
    notify_({.what = Notice::What::Begun,
             .kind = settings_.kind,
             .path = file.path,
             .format = file.format,
             .kept = {},
             .error = {}});
}

/// FILE is as it was before them.
void RecordingFiles::tellHole(const OpenFile& file, Frames missing)
{
    if (missing > Frames(0))
        notify_({.what = Notice::What::Hole,
                 .kind = settings_.kind,
                 .path = file.path,
                 .format = file.format,
                 .kept = file.frames,
                 .error = error_.value_or(Error()),
                 .lost = missing});
}

}  // namespace dsproxy
