// SPDX-License-Identifier: GPL-2.0-or-later
/// Ogg Vorbis made by libvorbis. A kill costs what the encoder needs to see ahead: some thousand
/// frames before the last checkpoint.
#pragma once

#include "engine/sinks/converting_sink.h"
#include "engine/sinks/ogg_stream.h"
#include "engine/sinks/sink_kind.h"

#include <vorbis/codec.h>

namespace dsproxy {

class VorbisSink final : public ConvertingSink {
public:
    static const SinkKind kind;

    /// QUALITY is that of oggenc: -1 smallest, 10 best.
    static Result<std::unique_ptr<Sink>> open(const std::string& path, const Format& format,
                                              const Tags& tags, int quality);
    ~VorbisSink() override;

    Result<void> checkpoint() override { return stream_.checkpoint(); }

private:
    VorbisSink(Converter converter, OutputFile file);

    Result<void> start(const Tags& tags, int quality);
    Result<void> store(PcmView pcm) override;
    Result<void> end(bool failed) override;
    Result<void> encode();

    OggStream stream_;
    std::vector<std::size_t> order_;
    vorbis_info info_;
    vorbis_dsp_state dsp_{};
    vorbis_block block_{};
};

}  // namespace dsproxy
