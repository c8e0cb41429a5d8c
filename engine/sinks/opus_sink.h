// SPDX-License-Identifier: GPL-2.0-or-later
/// Opus in Ogg (RFC 7845), made by libopus. Rates that Opus does not have become 48000 Hz.
/// A kill costs the packet of 20 ms that is not yet full, and what the encoder sees ahead.
#pragma once

#include "engine/sinks/converting_sink.h"
#include "engine/sinks/ogg_stream.h"
#include "engine/sinks/sink_kind.h"

#include <opus/opus_multistream.h>

#include <array>
#include <optional>

namespace dsproxy {

class OpusSink final : public ConvertingSink {
public:
    static const SinkKind kind;

    /// BITRATE in kbit/s of all channels; none: that of opusenc, 64 for mono, 96 for stereo.
    static Result<std::unique_ptr<Sink>> open(const std::string& path, const Format& format,
                                              const Tags& tags, std::optional<int> bitrate);

    Result<void> checkpoint() override { return stream_.checkpoint(); }

private:
    struct Destroy {
        void operator()(OpusMSEncoder* encoder) const { opus_multistream_encoder_destroy(encoder); }
    };
    using Encoder = std::unique_ptr<OpusMSEncoder, Destroy>;
    /// Which of the channels is where among the streams of a packet.
    struct Mapping {
        int family = 0;
        int streams = 0;
        int coupled = 0;
        std::array<unsigned char, 255> channels{};
    };

    OpusSink(Converter converter, OutputFile file);

    Result<void> start(const Format& played, const Tags& tags, std::optional<int> bitrate);
    Result<void> writeHead(Rate played);
    Result<void> writeTags(const Tags& tags);
    Result<void> store(PcmView pcm) override;
    Result<void> end(bool failed) override;
    Result<void> encode(std::int64_t position, bool last);
    std::int64_t at48kHz(std::int64_t frames) const;

    OggStream stream_;
    std::vector<std::size_t> order_;
    Encoder encoder_;
    Mapping mapping_;
    std::int64_t skip_ = 0;     ///< at 48 kHz: what a decoder drops in front
    std::int64_t frames_ = 0;   ///< stored so far
    std::int64_t packets_ = 0;  ///< of sound
    std::vector<float> samples_;
    std::size_t filled_ = 0;
    std::vector<unsigned char> encoded_;
};

}  // namespace dsproxy
