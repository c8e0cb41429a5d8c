// SPDX-License-Identifier: GPL-2.0-or-later
/// An MP3 made by LAME, mono or stereo; more channels are mixed down.
/// The tag is in front from the start, the Xing/LAME frame is true from each checkpoint on; a kill
/// costs the last few frames, which LAME has not given out yet. After finish() that frame says
/// what of the MP3 is delay and padding, so a decoder gives exactly the frames that were played,
/// and files that follow one another join without a gap.
#pragma once

#include "engine/sinks/converting_sink.h"
#include "engine/sinks/mp3_options.h"
#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

#include <lame/lame.h>

#include <vector>

namespace dsproxy {

class Mp3Sink final : public ConvertingSink {
public:
    static const SinkKind kind;

    static Result<std::unique_ptr<Sink>> open(const std::string& path, const Format& format,
                                              const Tags& tags, const Mp3Options& options);

    Result<void> checkpoint() override;

private:
    struct Close {
        void operator()(lame_t encoder) const { lame_close(encoder); }
    };
    using Encoder = std::unique_ptr<lame_global_struct, Close>;

    Mp3Sink(Converter converter, OutputFile file, Encoder encoder);

    Result<void> store(PcmView pcm) override;
    Result<void> end(bool failed) override;
    static Result<Encoder> makeEncoder(const Format& format, const Mp3Options& options);
    Result<void> writeTag(const Tags& tags);
    Result<void> writeEncoded(int size);
    Result<void> refreshLengthFrame();

    OutputFile file_;
    Encoder encoder_;
    Bytes tagSize_;
    std::vector<std::byte> encoded_;
};

}  // namespace dsproxy
