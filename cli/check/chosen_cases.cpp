// SPDX-License-Identifier: GPL-2.0-or-later
/// Answers about itself that dsproxy has chosen.
#include "case.h"
#include "clock.h"
#include "device.h"

namespace dsproxy::check {

namespace {

void version()
{
    const Device dsp(O_WRONLY);
    expect(eqHex("OSS_GETVERSION", dsp.must(OSS_GETVERSION), 0x040100));
}

void capsOfEveryOpen()
{
    for (const int flags : {O_WRONLY, O_RDONLY, O_RDWR}) {
        const Device dsp(flags);
        // INPUT, OUTPUT, VIRTUAL, FREERATE and DEFAULT are of OSS 4.
        expect(eqHex("GETCAPS", dsp.must(SNDCTL_DSP_GETCAPS),
                     DSP_CAP_DUPLEX | DSP_CAP_REALTIME | DSP_CAP_TRIGGER | DSP_CAP_MMAP |
                         DSP_CAP_MULTI | 0x50070000 | 1));
    }
}

void bitsNotMask()
{
    const Device dsp(O_WRONLY);
    const struct {
        int format, bits;
    } rows[] = {{AFMT_U8, 8},          {AFMT_S16_LE, 16}, {AFMT_S16_BE, 16}, {AFMT_S24_LE, 24},
                {AFMT_S24_PACKED, 24}, {AFMT_S32_LE, 32}, {AFMT_FLOAT, 32},  {AFMT_MU_LAW, 8}};
    for (const auto& row : rows) {
        dsp.must(SNDCTL_DSP_SETFMT, row.format);
        expect(eq("READ_BITS", dsp.must(SOUND_PCM_READ_BITS), row.bits));
    }
}

void exactFormats()
{
    const Device dsp(O_WRONLY);
    constexpr unsigned all = AFMT_MU_LAW | AFMT_A_LAW | AFMT_U8 | AFMT_S8 | AFMT_S16_LE |
                             AFMT_S16_BE | AFMT_U16_LE | AFMT_U16_BE | AFMT_S32_LE | AFMT_S32_BE |
                             AFMT_FLOAT | AFMT_S24_LE | AFMT_S24_BE | AFMT_S24_PACKED |
                             AFMT_U24_LE | AFMT_U24_BE | AFMT_U32_LE | AFMT_U32_BE;
    expect(eqHex("GETFMTS", static_cast<unsigned>(dsp.must(SNDCTL_DSP_GETFMTS)), all));
}

void unpacedFormats()
{
    const Device dsp(O_WRONLY);
    for (const int format : {AFMT_MPEG, 0x800}) {
        dsp.must(SNDCTL_DSP_SETFMT, AFMT_S16_LE);
        expect(eqHex("SETFMT of MPEG and VORBIS", dsp.must(SNDCTL_DSP_SETFMT, format), AFMT_U8));
    }
}

void refused()
{
    const Device dsp(O_RDWR);
    expect(fails("READ_FILTER", dsp.get(SOUND_PCM_READ_FILTER), EINVAL));
    expect(fails("WRITE_FILTER", dsp.get(SOUND_PCM_WRITE_FILTER), EINVAL));
#ifdef SNDCTL_DSP_GETCHANNELMASK
    expect(fails("GETCHANNELMASK", dsp.get(SNDCTL_DSP_GETCHANNELMASK), EINVAL));
    expect(fails("BIND_CHANNEL", dsp.get(SNDCTL_DSP_BIND_CHANNEL), EINVAL));
#endif
#ifdef SNDCTL_DSP_SETSPDIF
    expect(fails("SETSPDIF", dsp.get(SNDCTL_DSP_SETSPDIF), EINVAL));
    expect(fails("GETSPDIF", dsp.get(SNDCTL_DSP_GETSPDIF), EINVAL));
#endif
}

void acceptedWithoutEffect()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    expect(ok("SETDUPLEX", dsp.call(SNDCTL_DSP_SETDUPLEX)));
    expect(ok("SETSYNCRO", dsp.call(SNDCTL_DSP_SETSYNCRO)));
    expect(ok("PROFILE", dsp.set(SNDCTL_DSP_PROFILE, 1)));
    expect(eq("rate", dsp.must(SOUND_PCM_READ_RATE), 44100));
    expect(eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER), PCM_ENABLE_OUTPUT));
}

void delayOfCapture()
{
    const Device dsp(O_RDONLY);
    const Answer answer = dsp.set(SNDCTL_DSP_GETODELAY, 77);
    expect(fails("GETODELAY of a read-only open", answer, EINVAL));
    expect(eq("its argument", answer.value, 0));
}

void syncOfCapture()
{
    const Device dsp(O_RDONLY);
    require(returns("read", dsp.read(std::size_t{128}), 128));
    const Stopwatch watch;
    expect(ok("SYNC of a read-only open", dsp.call(SNDCTL_DSP_SYNC)));
    expect(ok("POST of a read-only open", dsp.call(SNDCTL_DSP_POST)));
    expect(atMost("seconds", watch.seconds(), 3.0));
}

void triggerTwice()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 8000);
    dsp.fragments(4, 12);
    dsp.write(8192);
    sleepMs(40);
    const int before = dsp.optr().bytes;
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(atLeast("GETOPTR bytes after a second trigger", dsp.optr().bytes, before));
    dsp.write(100);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(atLeast("GETODELAY: nothing was dropped", dsp.odelay() + dsp.optr().bytes, 8292));
}

constexpr Case cases[] = {
    {"chosen/version-is-4.1.0", "OSS_GETVERSION", Kind::Dsproxy, version},
    {"chosen/caps-are-the-devices", "SNDCTL_DSP_GETCAPS", Kind::Dsproxy, capsOfEveryOpen},
    {"chosen/read-bits-are-bits", "SOUND_PCM_READ_BITS", Kind::Dsproxy, bitsNotMask},
    {"chosen/getfmts-is-exact", "SNDCTL_DSP_GETFMTS", Kind::Dsproxy, exactFormats},
    {"chosen/mpeg-and-vorbis-become-u8", "SNDCTL_DSP_SETFMT", Kind::Dsproxy, unpacedFormats},
    {"chosen/filters-and-channel-masks-are-refused", "SOUND_PCM_READ_FILTER", Kind::Dsproxy,
     refused},
    {"chosen/setduplex-setsyncro-profile", "SNDCTL_DSP_SETDUPLEX", Kind::Dsproxy,
     acceptedWithoutEffect},
    {"chosen/getodelay-of-capture-is-0-and-einval", "SNDCTL_DSP_GETODELAY", Kind::Dsproxy,
     delayOfCapture},
    {"chosen/sync-of-capture-returns", "SNDCTL_DSP_SYNC", Kind::Dsproxy, syncOfCapture},
    {"chosen/trigger-on-while-on-is-nothing", "SNDCTL_DSP_SETTRIGGER", Kind::Dsproxy, triggerTwice},
};

}  // namespace

std::span<const Case> chosenAnswerCases()
{
    return cases;
}

}  // namespace dsproxy::check
