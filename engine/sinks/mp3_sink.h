// SPDX-License-Identifier: GPL-2.0-or-later
/// An MP3 made by LAME, mono or stereo; more channels are mixed down.
/// The tag is in front from the start, the Xing/LAME frame is true from each checkpoint on; a kill
/// costs the last few frames, which LAME has not given out yet.
#pragma once

#include "engine/pcm/remix.h"
#include "engine/sinks/mp3_options.h"
#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

#include <lame/lame.h>

#include <vector>

namespace dsproxy {

class Mp3Sink final : public Sink {
public:
    static const SinkKind kind;

    static Result<std::unique_ptr<Sink>> open(const std::string& path, const Format& format,
                                              const Tags& tags, const Mp3Options& options);

    Result<void> write(PcmView pcm) override;
    Result<void> checkpoint() override;
    Result<void> finish() override;

private:
    struct Close {
        void operator()(lame_t encoder) const { lame_close(encoder); }
    };
    using Encoder = std::unique_ptr<lame_global_struct, Close>;

    Mp3Sink(OutputFile file, Encoder encoder, Channels from, Channels to);

    static Result<Encoder> makeEncoder(const Format& format, Channels encoded,
                                       const Mp3Options& options);
    Result<void> writeTag(const Tags& tags);
    Result<void> writeBlock(const oss_format_info& layout, std::span<const std::byte> pcm);
    Result<void> writeEncoded(int size);
    Result<void> refreshLengthFrame();

    OutputFile file_;
    Encoder encoder_;
    Channels channels_;
    Channels encodedChannels_;
    Remix remix_;
    Bytes tagSize_;
    bool failed_ = false;
    std::vector<double> samples_;
    std::vector<double> mixed_;
    std::vector<std::int32_t> integers_;
    std::vector<std::byte> encoded_;
};

}  // namespace dsproxy
