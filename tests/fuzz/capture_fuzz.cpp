// SPDX-License-Identifier: GPL-2.0-or-later
/// Any bytes as a capture file: what the reader gives is sound, and no more than there was.
#include "capture_bytes.h"
#include "must.h"

namespace {

using namespace dsproxy::fuzz;
using dsproxy::Event;
using dsproxy::EventKind;

/// What is demanded of each record.
struct Sound {
    std::size_t bytes = 0;  ///< of the file, at least
    std::size_t records = 0;

    void operator()(const Start& start) { bytes += start.program.size(); }
    void operator()(const Event& event)
    {
        const bool playable = oss_format_find(event.params.afmt) && event.params.channels > 0;
        must(event.kind != EventKind::Format || playable, "a format can be played");
        bytes += 120;
    }
    void operator()(const Pcm& pcm)
    {
        const auto frame = static_cast<std::size_t>(pcm.pcm.format.frameBytes().value);
        must(frame > 0 && pcm.pcm.bytes.size() % frame == 0, "PCM is whole frames");
        std::size_t sum = 0;
        for (const std::byte byte : pcm.pcm.bytes)
            sum += std::to_integer<std::size_t>(byte);
        must(sum <= 255 * pcm.pcm.bytes.size(), "PCM can be read");
        bytes += pcm.pcm.bytes.size();
    }
    void operator()(const Rest&) {}
    void operator()(const End&) {}
    void operator()(const Damage& damage)
    {
        must(damage.bytes > 0, "damage has a size");
        bytes += damage.bytes;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Bytes input(data, size);
    const std::uint8_t kind = input.byte();
    const File file = fileOf(kind, input);
    auto reader = CaptureReader::start(inputOf(file), "x.dsp");
    if (!reader)
        return 0;
    Sound sound;
    for (;;) {
        const auto record = (*reader)->next();
        must(record.has_value(), "memory can be read");
        if (!*record)
            break;
        std::visit(sound, **record);
        must(++sound.records <= file.size(), "there are no more records than bytes");
    }
    must(sound.bytes <= file.size(), "no more comes out than went in");
    return 0;
}
