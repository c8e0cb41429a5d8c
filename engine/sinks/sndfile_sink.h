// SPDX-License-Identifier: GPL-2.0-or-later
/// The files that libsndfile writes: WAV, AIFF, CAF and FLAC. Every sample value is kept where
/// the kind can hold it. They need a real file, not a pipe.
#pragma once

#include "engine/sinks/converting_sink.h"
#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

#include <sndfile.h>

#include <optional>

namespace dsproxy {

/// How a kind stores samples: the AFMT that has their values, and libsndfile's name.
struct SndfileSamples {
    std::uint32_t afmt;
    int subtype;
};

/// What libsndfile has to know of a kind. A row of it is a SinkKind, see sndfile_kinds.cpp.
struct SndfileKind {
    int container;  ///< SF_FORMAT_RF64...
    SndfileSamples (*samples)(const oss_format_info&);
    Rate (*rate)(Rate);  ///< the one that it stores for a rate
    std::uint32_t channelsMax;
    Bytes bytesMax;    ///< that the header can tell
    bool flac;       ///< which is written in blocks of no fixed size, and ends with a header
};

class SndfileSink final : public ConvertingSink {
public:
    /// LEVEL is the compression, 0 to 8; none: the library's. Unsupported names the AFMT, also
    /// when there are too many channels.
    static Result<std::unique_ptr<Sink>> open(const SndfileKind& kind, const std::string& path,
                                              const Format& format, const Tags& tags,
                                              std::optional<int> level = {});

    Result<void> checkpoint() override;

private:
    struct Close {
        void operator()(SNDFILE* file) const { sf_close(file); }
    };
    using SndFile = std::unique_ptr<SNDFILE, Close>;

    SndfileSink(const SndfileKind& kind, Converter converter, OutputFile file)
        : ConvertingSink(std::move(converter)), kind_(kind), output_(std::move(file))
    {
    }

    Result<void> start(int subtype, const Tags& tags, std::optional<int> level);
    Result<void> store(PcmView pcm) override;
    Result<void> end(bool failed) override;
    sf_count_t hand(PcmView pcm);
    Result<void> outcome();
    sf_count_t append(std::span<const std::byte> bytes);
    void cutTornFrame();
    void refreshFlacLength();
    void tellAiffLength(Bytes data);
    void overwrite(Bytes offset, std::span<const std::byte> bytes);

    static SF_VIRTUAL_IO fileCalls();

    const SndfileKind& kind_;
    OutputFile output_;
    Bytes dataStart_;
    Frames inFlacBlocks_;  ///< PCM frames that are in the file
    std::optional<Error> failure_;  ///< of the last call that libsndfile made
    std::vector<std::byte> handed_;
    SndFile file_;
};

}  // namespace dsproxy
