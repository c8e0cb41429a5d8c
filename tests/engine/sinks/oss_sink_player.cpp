// SPDX-License-Identifier: GPL-2.0-or-later
/// oss_sink_player DEVICE: plays 16-bit stereo PCM at 44100 Hz from standard input through OssSink.
/// A program of its own, to be run under `dsproxy run`: there the device is real to it.
#include "engine/sinks/oss_sink.h"

#include <unistd.h>

#include <cstdio>
#include <vector>

using namespace dsproxy;

namespace {

bool play(Sink& sink, const Format& format)
{
    std::vector<std::byte> pcm(64 * 1024);
    std::size_t filled = 0;
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, pcm.data() + filled, pcm.size() - filled);
        filled += static_cast<std::size_t>(got > 0 ? got : 0);
        if (got > 0 && filled < pcm.size())
            continue;
        if (!sink.write({format, std::span(pcm).first(filled)}))
            return false;
        if (got <= 0)
            return sink.finish().has_value();
        filled = 0;
    }
}

}  // namespace

int main(int argc, char** argv)
{
    const Format format(AFMT_S16_LE, Channels{2}, Rate{44100});
    const auto sink = OssSink::open(argc > 1 ? argv[1] : "/dev/dsp", format);
    if (!sink) {
        std::fprintf(stderr, "error %d, errno %d\n", static_cast<int>(sink.error().code),
                     sink.error().sys);
        return 1;
    }
    return play(**sink, format) ? 0 : 1;
}
