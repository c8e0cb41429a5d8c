// SPDX-License-Identifier: GPL-2.0-or-later
/// The other nodes: dsp0, dsp7, adsp, dspW, audio, dsp_nb, sndstat, sound/dsp, mixer0, mixer7.
#include "case.h"
#include "clock.h"
#include "device.h"
#include "files.h"
#include "options.h"

#include <vector>

namespace dsproxy::check {

namespace {

/// Skips the case when there is no node NAME.
Device openBeside(const std::string& name, int flags)
{
    Device node(options().beside(name), flags);
    const int error = node.opened().error;
    if (error == ENOENT || error == ENODEV || error == ENXIO || error == EBUSY)
        skip("no usable node " + options().beside(name));
    require(ok("open of " + name, node.opened()));
    return node;
}

void expectDefaults(const std::string& name, int format)
{
    Device dsp = openBeside(name, O_WRONLY);
    expectCharacterDevice(options().beside(name));
    expect(eqHex("format", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), format));
    expect(eq("channels", dsp.must(SOUND_PCM_READ_CHANNELS), 1));
    expect(eq("rate", dsp.must(SOUND_PCM_READ_RATE), 8000));
    expect(returns("write", dsp.write(64), 64));
}

void dsp0()
{
    expectDefaults("dsp0", AFMT_U8);
}
void dsp7()
{
    expectDefaults("dsp7", AFMT_U8);
    expectDefaults("adsp7", AFMT_U8);
}
void adsp()
{
    expectDefaults("adsp", AFMT_U8);
}
void soundDsp()
{
    expectDefaults("sound/dsp", AFMT_U8);
}
void dspNb()
{
    expectDefaults("dsp_nb", AFMT_U8);
}
void dspW()
{
    expectDefaults("dspW", AFMT_S16_LE);
}
void audio()
{
    expectDefaults("audio", AFMT_MU_LAW);
}

/// Queues 4 s and closes; how long the close took.
double closeTime(Device dsp, std::size_t bytes)
{
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(8, 12);
    expect(returns("write", dsp.write(bytes), static_cast<long>(bytes)));
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    return watch.seconds();
}

void nbDrops()
{
    expect(atMost("seconds of close with 4 s queued",
                  closeTime(openBeside("dsp_nb", O_WRONLY), 32000), 2.5));
}

void audioDrains()
{
    expect(atLeast("seconds of close with 0.5 s queued",
                   closeTime(openBeside("audio", O_WRONLY), 4000), 0.4));
}

void sndstatReadable()
{
    Device node = openBeside("sndstat", O_RDONLY);
    std::string text;
    char part[256];
    for (Answer answer = node.read(part, sizeof part); answer.result > 0;
         answer = node.read(part, sizeof part)) {
        text.append(part, static_cast<std::size_t>(answer.result));
        require(atMost("bytes of sndstat", text.size(), std::size_t{1} << 20));
    }
    expect(returns("read at the end", node.read(part, sizeof part), 0));
    expect(atLeast("bytes of sndstat", text.size(), std::size_t{16}));
    for (const char c : text)
        require(isTrue("sndstat is text", c == '\n' || c == '\t' || c < 0 || c >= ' '));
    if (options().strict)
        expect(isTrue("sndstat names dsproxy", text.find("dsproxy") != std::string::npos));
    expectCharacterDevice(options().beside("sndstat"));
}

/// The same text twice, whatever the size of the reads.
void sndstatInPieces()
{
    Device whole = openBeside("sndstat", O_RDONLY);
    Device bytes = openBeside("sndstat", O_RDONLY);
    char text[1 << 14];
    const Answer all = whole.read(text, sizeof text);
    require(ok("read", all));
    for (long i = 0; i < all.result && i < 64; ++i) {
        char byte = 0;
        require(returns("read of a byte", bytes.read(&byte, 1), 1));
        require(eq("byte " + std::to_string(i), static_cast<int>(byte), static_cast<int>(text[i])));
    }
}

void mixer0()
{
    Device mixer = openBeside("mixer0", O_RDONLY);
    expect(ok("SOUND_MIXER_READ_DEVMASK", mixer.get(SOUND_MIXER_READ_DEVMASK)));
    expectCharacterDevice(options().beside("mixer0"));
}

/// Whatever door was taken, it is the same device.
void mixer7()
{
    Device first = openBeside("mixer0", O_RDWR);
    Device last = openBeside("mixer7", O_RDWR);
    const int before = first.must(SOUND_MIXER_READ_PCM);
    const int volume = last.must(SOUND_MIXER_WRITE_PCM, 0x2a2a);
    expect(eqHex("volume through mixer0", first.must(SOUND_MIXER_READ_PCM), volume));
    last.must(SOUND_MIXER_WRITE_PCM, before);
}

constexpr Case cases[] = {
    {"node/dsp0-is-u8", "open", Kind::Common, dsp0},
    {"node/dsp7-is-u8", "open", Kind::Dsproxy, dsp7},
    {"node/adsp-is-u8", "open", Kind::Common, adsp},
    {"node/sound-dsp-is-u8", "open", Kind::Common, soundDsp},
    {"node/dsp_nb-is-u8", "open", Kind::Common, dspNb},
    {"node/dspW-is-s16-le", "open", Kind::Common, dspW},
    {"node/audio-is-mu-law", "open", Kind::Common, audio},
    {"node/dsp_nb-drops-at-close", "close", Kind::Dsproxy, nbDrops},
    {"node/audio-drains-at-close", "close", Kind::Dsproxy, audioDrains},
    {"node/sndstat-is-readable", "sndstat", Kind::Common, sndstatReadable},
    {"node/sndstat-in-pieces", "sndstat", Kind::Common, sndstatInPieces},
    {"node/mixer0", "open", Kind::Common, mixer0},
    {"node/mixer7-is-the-same-mixer", "open", Kind::Dsproxy, mixer7},
};

}  // namespace

std::span<const Case> nodeCases()
{
    return cases;
}

}  // namespace dsproxy::check
