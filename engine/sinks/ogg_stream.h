// SPDX-License-Identifier: GPL-2.0-or-later
/// Packets of a codec on their way into an Ogg file or pipe, as one logical stream.
/// We page ourselves because libsndfile keeps packets back until a page is full, which are
/// seconds of quiet music: a kill would cost them.
#pragma once

#include "engine/sinks/output_file.h"
#include "engine/sinks/tags.h"

#include <ogg/ogg.h>

#include <memory>
#include <vector>

namespace dsproxy {

class OggStream {
public:
    explicit OggStream(OutputFile file);

    /// A packet of the beginning, which shares its page with no sound.
    Result<void> header(ogg_packet packet);
    /// Packets are written when they fill a page, or by flush(). Page by page: what does not fit
    /// on the disk leaves no torn page.
    Result<void> packet(ogg_packet packet);
    Result<void> flush();
    Result<void> checkpoint();

private:
    struct Clear {
        void operator()(ogg_stream_state* state) const
        {
            ogg_stream_clear(state);
            delete state;
        }
    };
    using State = std::unique_ptr<ogg_stream_state, Clear>;
    using NextPage = int (*)(ogg_stream_state*, ogg_page*);

    Result<void> writePages(NextPage next);

    OutputFile file_;
    State state_;
    Bytes written_;
    std::vector<std::byte> page_;
};

/// TITLE=..., as the comments of Vorbis, Opus and FLAC name them; UTF-8.
std::vector<std::string> vorbisComments(const Tags& tags);

/// The channels of WAVE in the order of Vorbis: which of them comes first, second...
std::vector<std::size_t> vorbisOrder(std::size_t channels);

}  // namespace dsproxy
