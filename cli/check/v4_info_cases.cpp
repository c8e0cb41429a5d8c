// SPDX-License-Identifier: GPL-2.0-or-later
/// What OSS 4 tells about itself: SYSINFO, AUDIOINFO, ENGINEINFO, CARDINFO, MIXERINFO, names.
#include "case.h"
#include "v4.h"

#include <cstring>
#include <string>

namespace dsproxy::check {

namespace {

void sysinfoCounts()
{
    const Device dsp(O_WRONLY);
    const auto info = asked<oss_sysinfo>(dsp, SNDCTL_SYSINFO);
    expect(atLeast("numaudios", info.numaudios, 1));
    expect(atLeast("numaudioengines", info.numaudioengines, info.numaudios));
    expect(atLeast("nummixers", info.nummixers, 1));
    expect(atLeast("numcards", info.numcards, 1));
    expect(isTrue("product is text", std::memchr(info.product, 0, sizeof info.product)));
    expect(between("version[0]", info.version[0], '4', '9'));
    expect(eqHex("versionnum", info.versionnum, dsp.must(OSS_GETVERSION)));
    expect(isTrue("an audio device is open", info.openedaudio[0] != 0));
}

void sysinfoOnMixer()
{
    const Device mixer(options().mixerNode(), O_RDWR);
    require(ok("open of the mixer", mixer.opened()));
    const auto info = asked<oss_sysinfo>(mixer, SNDCTL_SYSINFO);
    expect(atLeast("numaudios", info.numaudios, 1));
    for (int dev = 0; dev < info.numaudios; ++dev)
        expect(eq("AUDIOINFO dev", infoOf(mixer, SNDCTL_AUDIOINFO, dev).dev, dev));
}

void devicesCanBeOpened()
{
    const Device dsp(O_WRONLY);
    const auto info = asked<oss_sysinfo>(dsp, SNDCTL_SYSINFO);
    for (int dev = 0; dev < info.numaudios; ++dev) {
        const auto audio = infoOf(dsp, SNDCTL_AUDIOINFO, dev);
        if (!(audio.caps & PCM_CAP_OUTPUT))
            continue;
        const Device other(audio.devnode, O_WRONLY | O_NONBLOCK);
        expect(ok(std::string("open of ") + audio.devnode, other.opened()));
        expect(eq("AUDIOINFO -1 of it", infoOf(other, SNDCTL_AUDIOINFO, -1).dev, dev));
    }
}

void audioinfoDescribes()
{
    const Device dsp(O_WRONLY);
    const auto info = infoOf(dsp, SNDCTL_AUDIOINFO, -1);
    expect(eq("enabled", info.enabled, 1));
    expect(eqHex("OUTPUT", info.caps & PCM_CAP_OUTPUT, PCM_CAP_OUTPUT));
    expect(atMost("min_rate", info.min_rate, 44100));
    expect(atLeast("max_rate", info.max_rate, 44100));
    expect(atMost("min_channels", info.min_channels, 2));
    expect(atLeast("max_channels", info.max_channels, 2));
    expect(eqHex("oformats & S16_LE", info.oformats & AFMT_S16_LE, AFMT_S16_LE));
    expect(isTrue("it has a name", info.name[0] != 0));
}

void audioinfoKnowsTheOpener()
{
    const Device dsp(O_WRONLY);
    const auto info = infoOf(dsp, SNDCTL_ENGINEINFO, -1);
    expect(eq("busy", info.busy, PCM_ENABLE_OUTPUT));
    expect(eq("pid", info.pid, ::getpid()));
    expect(isTrue("cmd is known", info.cmd[0] != 0));
}

void infoOfNone()
{
    const Device dsp(O_WRONLY);
    const auto sys = asked<oss_sysinfo>(dsp, SNDCTL_SYSINFO);
    oss_audioinfo info{};
    info.dev = sys.numaudios;
    expect(fails("AUDIOINFO beyond the last", dsp.call(SNDCTL_AUDIOINFO, &info), {EINVAL, ENXIO}));
    info.dev = sys.numaudioengines;
    expect(fails("ENGINEINFO beyond", dsp.call(SNDCTL_ENGINEINFO, &info), {EINVAL, ENXIO}));
    info.dev = -2;
    expect(fails("ENGINEINFO of -2", dsp.call(SNDCTL_ENGINEINFO, &info), {EINVAL, ENXIO}));
}

/// /dev/dsp5 may be engine 11: every open has an engine of its own, and gives it back.
void enginesAreOfTheOpen()
{
    const Device first(O_WRONLY);
    const int own = infoOf(first, SNDCTL_ENGINEINFO, -1).dev;
    int further = -1;
    for (int round = 0; round < 2; ++round) {
        const Device second(O_WRONLY | O_NONBLOCK);
        const auto info = infoOf(second, SNDCTL_ENGINEINFO, -1);
        expect(isTrue("another engine", info.dev != own));
        expect(eq("busy as seen by the first", infoOf(first, SNDCTL_ENGINEINFO, info.dev).busy,
                  PCM_ENABLE_OUTPUT));
        expect(atLeast("numaudioengines", asked<oss_sysinfo>(first, SNDCTL_SYSINFO).numaudioengines,
                       info.dev + 1));
        if (round == 1)
            expect(eq("the number is used again", info.dev, further));
        further = info.dev;
    }
}

void cardAndMixer()
{
    const Device dsp(O_WRONLY);
    const auto card = asked<oss_card_info>(dsp, SNDCTL_CARDINFO);
    expect(isTrue("the card has a name", card.longname[0] != 0));
    const auto mixer = asked<oss_mixerinfo>(dsp, SNDCTL_MIXERINFO);
    expect(isTrue("the mixer has a name", mixer.name[0] != 0));
    const Device node(mixer.devnode, O_RDWR);
    expect(ok(std::string("open of ") + mixer.devnode, node.opened()));
}

void namesAreKept()
{
    const Device dsp(O_WRONLY);
    oss_longname_t song = "Ode an die Freude";
    ask(dsp, SNDCTL_SETSONG, song);
    oss_label_t label = "strings";
    ask(dsp, SNDCTL_SETLABEL, label);
    oss_longname_t back{};
    ask(dsp, SNDCTL_GETSONG, back);
    expect(eq("GETSONG", std::string(back), std::string(song)));
    oss_label_t label_back{};
    ask(dsp, SNDCTL_GETLABEL, label_back);
    expect(eq("GETLABEL", std::string(label_back), std::string("strings")));
    const auto info = infoOf(dsp, SNDCTL_ENGINEINFO, -1);
    expect(eq("song_name", std::string(info.song_name), std::string(song)));
    expect(eq("label", std::string(info.label), std::string("strings")));
}

constexpr Case cases[] = {
    {"v4-info/sysinfo-counts", "SYSINFO", Kind::Common, sysinfoCounts},
    {"v4-info/sysinfo-on-the-mixer", "SYSINFO", Kind::Common, sysinfoOnMixer},
    {"v4-info/devices-can-be-opened", "AUDIOINFO", Kind::Dsproxy, devicesCanBeOpened},
    {"v4-info/audioinfo-describes", "AUDIOINFO", Kind::Common, audioinfoDescribes},
    {"v4-info/engineinfo-knows-the-opener", "ENGINEINFO", Kind::Dsproxy, audioinfoKnowsTheOpener},
    {"v4-info/numbers-beyond-are-refused", "ENGINEINFO", Kind::Common, infoOfNone},
    {"v4-info/engines-are-of-the-open", "Engines", Kind::Dsproxy, enginesAreOfTheOpen},
    {"v4-info/card-and-mixer", "CARDINFO", Kind::Dsproxy, cardAndMixer},
    {"v4-info/names-are-kept", "SETSONG", Kind::Dsproxy, namesAreKept},
};

}  // namespace

std::span<const Case> v4InfoCases()
{
    return cases;
}

}  // namespace dsproxy::check
