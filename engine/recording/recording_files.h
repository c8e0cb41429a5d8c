// SPDX-License-Identifier: GPL-2.0-or-later
/// The files of one recording, with the account of what is in them, what is missing, and why.
#pragma once

#include "engine/recording/recording_state.h"
#include "engine/recording/template_files.h"

#include <chrono>

namespace dsproxy {

class RecordingFiles {
public:
    RecordingFiles(const RecordingSettings& settings, Notify notify);
    RecordingFiles(const RecordingFiles&) = delete;
    RecordingFiles& operator=(const RecordingFiles&) = delete;

    TemplateFiles& names() { return *names_; }

    /// Writes PCM; MISSING are the frames of STREAM that are in no file since its last that is.
    /// They are told with the next that is, or PCM is added to them and the result is false.
    bool write(StreamId stream, PcmView pcm, Frames& missing);
    /// What STREAM writes from here on is in another file.
    void split(StreamId stream) { output_.split(stream); }
    /// STREAM has ended.
    void close(StreamId stream, Frames missing);
    /// The next stream begins a new file.
    void rest() { output_.rest(); }
    void checkpoint();
    void finish() { output_.finish(); }

    /// Nothing is written now, because of an error.
    bool failing() const { return output_.failed(); }
    std::optional<OpenFile> fileOf(StreamId stream, const Format& format);
    /// Of all files.
    Bytes bytes() const;
    /// Fills in all that is about files.
    void describe(RecordingState& state) const;

private:
    using Clock = std::chrono::steady_clock;

    bool mayRetry() const;
    void told(const Notice& notice);
    bool worthTelling(const Notice& failed);
    void tellBegun(const OpenFile& file);
    void tellHole(const OpenFile& file, Frames missing);

    const RecordingSettings& settings_;
    Notify notify_;
    TemplateFiles* names_;  ///< the Output's
    Output output_;
    OpenFile last_;  ///< that was written to
    Bytes finished_;  ///< in files that are
    Frames lost_;
    Bytes free_;
    std::optional<Error> error_;
    Clock::time_point retry_;
};

/// Zero where it is not there.
Bytes fileSize(const std::string& path);

}  // namespace dsproxy
