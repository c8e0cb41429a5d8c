// SPDX-License-Identifier: GPL-2.0-or-later
/// A WAV file that keeps every sample value, and becomes RF64 when it outgrows 4 GiB.
/// It needs a real file, not a pipe. Compressed formats are Unsupported; the AFMT's name is the
/// subject.
#pragma once

#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

#include <sndfile.h>

#include <optional>
#include <vector>

namespace dsproxy {

class WavSink final : public Sink {
public:
    static const SinkKind kind;

    static Result<std::unique_ptr<Sink>> open(const std::string& path, const Format& format,
                                              const Tags& tags);

    Result<void> write(PcmView pcm) override;
    Result<void> checkpoint() override;
    Result<void> finish() override;

private:
    struct Close {
        void operator()(SNDFILE* file) const { sf_close(file); }
    };
    using SndFile = std::unique_ptr<SNDFILE, Close>;

    explicit WavSink(OutputFile file) : output_(std::move(file)) {}

    Result<void> start(const Format& format, int subtype, const Tags& tags);
    Result<void> outcome();
    void cutTornFrame(Bytes frameBytes, Bytes written);

    static SF_VIRTUAL_IO fileCalls();

    OutputFile output_;
    std::optional<Error> failure_;  ///< of the last call that libsndfile made
    std::uint32_t storedAs_ = 0;    ///< AFMT of the samples in the file
    std::vector<std::byte> converted_;
    SndFile file_;
};

}  // namespace dsproxy
