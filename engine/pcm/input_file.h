// SPDX-License-Identifier: GPL-2.0-or-later
/// A sound file as what a program records: any type that libsndfile knows, in the program's
/// Format. Where rate, channels and format agree, every sample is exactly that of the file.
#pragma once

#include "engine/pcm/converter.h"

#include <sndfile.h>

#include <string>

namespace dsproxy {

/// One reader; its functions are called on one thread at a time and may block on the disk.
class InputFile {
public:
    /// OpenFailed with errno when the file cannot be read, Unsupported when it is no sound.
    static Result<InputFile> open(const std::string& path);

    Rate rate() const { return Rate{static_cast<std::uint32_t>(info_.samplerate)}; }
    Channels channels() const { return Channels{static_cast<std::uint32_t>(info_.channels)}; }
    /// The one that holds every sample of the file as it is; of 64-bit floats, 32 bits.
    Format format() const;
    /// What the file says, or 0 when it does not; what can be read may be less.
    Frames length() const { return Frames(info_.frames == SF_COUNT_MAX ? 0 : info_.frames); }

    /// Fills OUT with whole frames; fewer bytes than fit mean the end of the file (or a file that
    /// cannot be read on). A compressed FORMAT gets nothing. Another format than that of the
    /// last read goes on where the file is.
    Bytes read(const Format& format, std::span<std::byte> out);
    /// The next read starts at the beginning: for a new stream.
    void rewind();

private:
    struct Close {
        void operator()(SNDFILE* file) const { sf_close(file); }
    };
    using SndFile = std::unique_ptr<SNDFILE, Close>;

    InputFile(SndFile file, const SF_INFO& info) : file_(std::move(file)), info_(info) {}
    Converter* prepare(const Format& format);
    bool fetch(Converter& converter);

    SndFile file_;
    SF_INFO info_;
    std::optional<Converter> converter_;
    bool ended_ = false;
    std::vector<double> samples_;
    std::vector<std::byte> ready_;  ///< converted, from taken_ on not yet read
    std::size_t taken_ = 0;
};

}  // namespace dsproxy
