// SPDX-License-Identifier: GPL-2.0-or-later
/// SETFRAGMENT and SUBDIVIDE: which buffer a program gets, and until when it may ask.
#include "case.h"
#include "device.h"

#include <climits>

namespace dsproxy::check {

namespace {

void expectGeometry(const Device& dsp, int fragments, int bytes, Place place = Place::current())
{
    const audio_buf_info space = dsp.ospace(place);
    expect(eq("fragsize", space.fragsize, bytes), place);
    expect(eq("fragstotal", space.fragstotal, fragments), place);
}

void usualRequest()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 12);
    dsp.params(AFMT_S16_LE, 2, 48000);
    expectGeometry(dsp, 4, 4096);
}

void exactRequests()
{
    for (const int shift : {7, 8, 10, 12, 14, 16}) {
        for (const int count : {2, 3, 4, 16}) {
            const Device dsp(O_WRONLY);
            dsp.params(AFMT_S16_LE, 2, 44100);
            dsp.fragments(count, shift);
            if (count << shift <= 1 << 20)
                expectGeometry(dsp, count, 1 << shift);
        }
    }
}

void smallest()
{
    for (const int shift : {0, 1, 3, 4}) {
        const Device dsp(O_WRONLY);
        dsp.fragments(2, shift);
        expectGeometry(dsp, 2, 16);
    }
    for (const int count : {1, 2}) {
        const Device dsp(O_WRONLY);
        dsp.fragments(count, 10);
        expectGeometry(dsp, 2, 1024);
    }
}

void unlimitedCount()
{
    for (const int count : {0, 0x7fff}) {
        const Device dsp(O_WRONLY);
        dsp.fragments(count, 10);
        const audio_buf_info space = dsp.ospace();
        expect(eq("fragsize", space.fragsize, 1024));
        expect(between("fragstotal", space.fragstotal, 16, 1024));
    }
}

void wildRequests()
{
    for (const unsigned request : {0x00040018u, 0x0004001eu, 0x0004001fu, 0x00040020u, 0x0004ffffu,
                                   0x7fff0018u, 0xffff000au, 0x80000000u, 0xffffffffu, 0u}) {
        const Device dsp(O_WRONLY);
        dsp.set(SNDCTL_DSP_SETFRAGMENT, static_cast<int>(request));
        const audio_buf_info space = dsp.ospace();
        expect(between("fragsize after " + hex(request), space.fragsize, 1, 1 << 24));
        expect(between("fragstotal after " + hex(request), space.fragstotal, 2, 1 << 20));
        expect(atMost("buffer after " + hex(request),
                      static_cast<long>(space.fragsize) * space.fragstotal, 1L << 27));
    }
}

void strictLimits()
{
    for (const unsigned request : {0x00040018u, 0x00040013u, 0x7fff0012u, 0x7fff0004u}) {
        const Device dsp(O_WRONLY);
        dsp.must(SNDCTL_DSP_SETFRAGMENT, static_cast<int>(request));
        const audio_buf_info space = dsp.ospace();
        expect(between("fragsize after " + hex(request), space.fragsize, 16, 262144));
        expect(atMost("buffer after " + hex(request), space.fragsize * space.fragstotal, 1 << 20));
    }
}

void hugeShifts()
{
    for (const unsigned request : {0x00040019u, 0x0004001fu, 0x0004ffffu}) {
        const Device dsp(O_WRONLY);
        const int before = dsp.ospace().fragsize;
        expect(fails("SETFRAGMENT of " + hex(request),
                     dsp.set(SNDCTL_DSP_SETFRAGMENT, static_cast<int>(request)), EINVAL));
        expect(eq("fragsize afterwards", dsp.ospace().fragsize, before));
    }
}

void wholeFrames()
{
    for (const int channels : {1, 2, 3, 5, 6, 7, 31, 32}) {
        const Device dsp(O_WRONLY);
        dsp.fragments(4, 10);
        dsp.params(AFMT_S24_PACKED, channels, 8000);
        const int frame = 3 * channels;
        expectGeometry(dsp, 4, 1024 / frame * frame);
    }
}

void afterTheSettings()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(2, 13);
    expectGeometry(dsp, 2, 8192);
}

void lastWins()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 10);
    expectGeometry(dsp, 4, 1024);
    dsp.must(SNDCTL_DSP_GETBLKSIZE);
    dsp.fragments(8, 9);
    expectGeometry(dsp, 8, 512);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    dsp.fragments(3, 11);
    expectGeometry(dsp, 3, 2048);
}

void survivesSettings()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 10);
    dsp.params(AFMT_U8, 1, 8000);
    expectGeometry(dsp, 4, 1024);
    dsp.params(AFMT_S16_LE, 2, 44100);
    expectGeometry(dsp, 4, 1024);
}

void lateIsIgnored()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 10);
    dsp.hold();
    expect(returns("write", dsp.write(4), 4));
    expect(ok("late SETFRAGMENT", dsp.set(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 8)));
    expectGeometry(dsp, 4, 1024);
    expect(eq("GETODELAY: nothing was lost", dsp.odelay(), 4));
}

void allowedAfterReset()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 10);
    dsp.write(2048);
    expect(ok("RESET", dsp.call(SNDCTL_DSP_RESET)));
    dsp.fragments(8, 8);
    expectGeometry(dsp, 8, 256);
}

void defaultIsSane()
{
    for (const int rate : {8000, 44100}) {
        const Device dsp(O_WRONLY);
        dsp.params(AFMT_S16_LE, 2, rate);
        const audio_buf_info space = dsp.ospace();
        expect(atLeast("fragstotal", space.fragstotal, 2));
        expect(atLeast("fragsize", space.fragsize, 4));
        expect(eq("fragsize in whole frames: rest", space.fragsize % 4, 0));
        const double seconds = static_cast<double>(space.fragsize) * space.fragstotal / rate / 4;
        expect(between("seconds of the default buffer", seconds, 0.01, 20.0));
    }
}

void subdivide()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    const int before = dsp.ospace().fragsize;
    expect(eq("SUBDIVIDE", dsp.must(SNDCTL_DSP_SUBDIVIDE, 4), 4));
    expect(eq("fragsize", dsp.ospace().fragsize, before / 4));
}

void captureGeometry()
{
    const Device dsp(O_RDONLY);
    dsp.fragments(4, 10);
    dsp.params(AFMT_S16_LE, 2, 44100);
    const audio_buf_info space = dsp.ispace();
    expect(eq("fragsize", space.fragsize, 1024));
    expect(eq("fragstotal", space.fragstotal, 4));
}

constexpr const char* rule = "SNDCTL_DSP_SETFRAGMENT";

constexpr Case cases[] = {
    {"fragment/usual-request", rule, Kind::Common, usualRequest},
    {"fragment/wild-requests-leave-a-sane-buffer", rule, Kind::Common, wildRequests},
    {"fragment/default-is-sane", rule, Kind::Common, defaultIsSane},
    {"fragment/requests-are-exact", rule, Kind::Dsproxy, exactRequests},
    {"fragment/smallest", rule, Kind::Dsproxy, smallest},
    {"fragment/unlimited-count", rule, Kind::Dsproxy, unlimitedCount},
    {"fragment/limits", rule, Kind::Dsproxy, strictLimits},
    {"fragment/sizes-over-2-to-the-24-are-einval", rule, Kind::Dsproxy, hugeShifts},
    {"fragment/whole-frames", rule, Kind::Dsproxy, wholeFrames},
    {"fragment/after-the-settings", rule, Kind::Dsproxy, afterTheSettings},
    {"fragment/last-request-wins", rule, Kind::Dsproxy, lastWins},
    {"fragment/survives-settings", rule, Kind::Dsproxy, survivesSettings},
    {"fragment/late-setfragment-is-ignored", rule, Kind::Dsproxy, lateIsIgnored},
    {"fragment/allowed-again-after-reset", rule, Kind::Dsproxy, allowedAfterReset},
    {"fragment/of-capture", rule, Kind::Common, captureGeometry},
    {"fragment/subdivide", "SNDCTL_DSP_SUBDIVIDE", Kind::Dsproxy, subdivide},
};

}  // namespace

std::span<const Case> fragmentCases()
{
    return cases;
}

}  // namespace dsproxy::check
