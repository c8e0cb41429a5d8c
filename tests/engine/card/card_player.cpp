// SPDX-License-Identifier: GPL-2.0-or-later
/// card_player NAME: plays 16-bit stereo PCM at 44100 Hz from standard input on `card:NAME`, until
/// all of it is heard.
#include "engine/card/card_kind.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace dsproxy;

namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

/// Whole frames from standard input; less than MEMORY at its end.
std::size_t fill(std::span<std::byte> memory)
{
    std::size_t filled = 0;
    ssize_t got = 1;
    while (filled < memory.size() && got > 0) {
        got = ::read(STDIN_FILENO, memory.data() + filled, memory.size() - filled);
        filled += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    return filled;
}

Result<void> play(PlaybackDevice& device)
{
    for (;;) {
        const auto room = device.wait(-1);
        if (!room)
            return std::unexpected(room.error());
        const auto memory = device.begin(*room);
        const std::size_t filled = fill(memory);
        if (const auto done = device.commit(cd.frames(Bytes(static_cast<std::int64_t>(filled))));
            !done || filled < memory.size())
            return done;
    }
}

}  // namespace

int main(int argc, char** argv)
{
    const auto device =
        cardKind.openPlayback(argc > 1 ? argv[1] : "", {cd, Nanoseconds(200'000'000)});
    const auto played = device.and_then([](const auto& opened) { return play(*opened); });
    if (!played || !((*device)->shape().format == cd)) {
        std::fprintf(stderr, "errno %d\n", played ? 0 : played.error().sys);
        return 1;
    }
    while ((*device)->position().delay.value > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::fprintf(stderr, "committed %lld xruns %u\n",
                 static_cast<long long>((*device)->position().committed.value),
                 (*device)->position().xruns);
    return 0;
}
