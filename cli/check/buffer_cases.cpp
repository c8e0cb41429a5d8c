// SPDX-License-Identifier: GPL-2.0-or-later
/// The buffers that dsproxy has chosen where a program leaves it to the device, to the byte.
#include "case.h"
#include "device.h"

namespace dsproxy::check {

namespace {

void expectBuffer(const Device& dsp, int fragments, int bytes, Place place = Place::current())
{
    const audio_buf_info space = dsp.ospace(place);
    expect(eq("fragsize", space.fragsize, bytes), place);
    expect(eq("fragstotal", space.fragstotal, fragments), place);
}

/// Half a second at most, a power of two, 1 KiB to 1 MiB, in 16 fragments of whole frames.
void defaultBuffer()
{
    const struct {
        int format, channels, rate, fragment;
    } rows[] = {{AFMT_U8, 1, 8000, 128},         {AFMT_S16_LE, 2, 44100, 4096},
                {AFMT_S16_LE, 2, 48000, 4096},   {AFMT_U8, 1, 1000, 64},
                {AFMT_S32_LE, 8, 192000, 65536}, {AFMT_S16_LE, 1, 22050, 1024},
                {AFMT_S16_LE, 3, 8000, 1020}};
    for (const auto& row : rows) {
        const Device dsp(O_WRONLY);
        dsp.params(row.format, row.channels, row.rate);
        expectBuffer(dsp, 16, row.fragment);
    }
}

void defaultFollowsFormat()
{
    const Device dsp(O_WRONLY);
    expectBuffer(dsp, 16, 128);
    dsp.write(256);
    dsp.params(AFMT_S16_LE, 2, 44100);
    expectBuffer(dsp, 16, 4096);
    dsp.params(AFMT_U8, 1, 8000);
    expectBuffer(dsp, 16, 128);
}

void unlimited()
{
    for (const unsigned count : {0u, 0x7fffu, 0x8000u, 0xffffu}) {
        const Device dsp(O_WRONLY);
        dsp.must(SNDCTL_DSP_SETFRAGMENT, static_cast<int>(count << 16 | 10));
        expectBuffer(dsp, 64, 1024);
    }
    const Device large(O_WRONLY);
    large.must(SNDCTL_DSP_SETFRAGMENT, 0x7fff << 16 | 17);
    expectBuffer(large, 4, 131072);
}

void topBitIsIgnored()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SETFRAGMENT, static_cast<int>(0x8004000au));
    expectBuffer(dsp, 4, 1024);
}

void notWrittenBack()
{
    const Device dsp(O_WRONLY);
    for (const int request : {4 << 16 | 2, 1 << 16 | 10, 0x7fff000c, 3 << 16 | 24})
        expect(eqHex("SETFRAGMENT's argument afterwards", dsp.must(SNDCTL_DSP_SETFRAGMENT, request),
                     request));
}

void largestFragment()
{
    for (const int shift : {18, 19, 24}) {
        const Device dsp(O_WRONLY);
        dsp.fragments(2, shift);
        expectBuffer(dsp, 2, 262144);
    }
    const Device dsp(O_WRONLY);
    dsp.fragments(100, 16);
    expectBuffer(dsp, 16, 65536);
}

void timerLimit()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 4);
    expectBuffer(dsp, 4, 16);
    dsp.params(AFMT_S16_LE, 2, 48000);
    expectBuffer(dsp, 4, 128);
    dsp.params(AFMT_S16_LE, 2, 44100);
    expectBuffer(dsp, 4, 128);
    dsp.params(AFMT_S16_LE, 1, 8000);
    expectBuffer(dsp, 4, 16);
}

void subdivideAll()
{
    for (const int divisor : {1, 2, 4, 8, 16}) {
        const Device dsp(O_WRONLY);
        dsp.params(AFMT_S16_LE, 2, 44100);
        expect(eq("SUBDIVIDE", dsp.must(SNDCTL_DSP_SUBDIVIDE, divisor), divisor));
        expectBuffer(dsp, 16 * divisor, 4096 / divisor);
        expect(eq("SUBDIVIDE of 0", dsp.must(SNDCTL_DSP_SUBDIVIDE, 0), divisor));
    }
}

void subdivideOthers()
{
    const Device dsp(O_WRONLY);
    for (const int divisor : {-1, 3, 5, 32, 1 << 20})
        expect(
            fails("SUBDIVIDE of " + show(divisor), dsp.set(SNDCTL_DSP_SUBDIVIDE, divisor), EINVAL));
    expectBuffer(dsp, 16, 128);
}

void resetKeepsRequest()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    dsp.fragments(4, 11);
    dsp.write(4096);
    dsp.call(SNDCTL_DSP_RESET);
    expectBuffer(dsp, 4, 2048);
    expect(eqHex("format", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_S16_LE));
    expect(eq("rate", dsp.must(SOUND_PCM_READ_RATE), 44100));
}

void setBlockSize()
{
    constexpr unsigned long setBlkSize = _IOW('P', 4, int);
    const Device dsp(O_WRONLY);
    dsp.must(setBlkSize, 3000);
    expect(eq("GETBLKSIZE", dsp.must(SNDCTL_DSP_GETBLKSIZE), 2048));
    dsp.must(setBlkSize, 1);
    expect(eq("GETBLKSIZE", dsp.must(SNDCTL_DSP_GETBLKSIZE), 16));
}

constexpr const char* fragment = "SNDCTL_DSP_SETFRAGMENT";

constexpr Case cases[] = {
    {"buffer/default-is-half-a-second", "default", Kind::Dsproxy, defaultBuffer},
    {"buffer/default-follows-the-format", "default", Kind::Dsproxy, defaultFollowsFormat},
    {"buffer/unlimited-is-64-kib", fragment, Kind::Dsproxy, unlimited},
    {"buffer/top-bit-of-the-count-is-ignored", fragment, Kind::Dsproxy, topBitIsIgnored},
    {"buffer/setfragment-is-not-written-back", fragment, Kind::Dsproxy, notWrittenBack},
    {"buffer/largest-fragment-and-buffer", fragment, Kind::Dsproxy, largestFragment},
    {"buffer/2048-fragments-a-second", fragment, Kind::Dsproxy, timerLimit},
    {"buffer/subdivide-divides-the-default", "SNDCTL_DSP_SUBDIVIDE", Kind::Dsproxy, subdivideAll},
    {"buffer/subdivide-refuses-others", "SNDCTL_DSP_SUBDIVIDE", Kind::Dsproxy, subdivideOthers},
    {"buffer/reset-keeps-it", "SNDCTL_DSP_RESET", Kind::Dsproxy, resetKeepsRequest},
    {"buffer/setblksize-of-freebsd", "SETBLKSIZE", Kind::Dsproxy, setBlockSize},
};

}  // namespace

std::span<const Case> bufferCases()
{
    return cases;
}

}  // namespace dsproxy::check
