// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer that dsproxy has chosen: 24 channels that keep what they are told.
#include "case.h"
#include "device.h"
#include "options.h"

#include <string>

namespace dsproxy::check {

namespace {

Device openMixer()
{
    Device mixer(options().mixerNode(), O_RDWR);
    require(ok("open of the mixer", mixer.opened()));
    return mixer;
}

constexpr int monoMask = 1 << SOUND_MIXER_BASS | 1 << SOUND_MIXER_TREBLE |
                         1 << SOUND_MIXER_SPEAKER | 1 << SOUND_MIXER_MIC |
                         1 << SOUND_MIXER_PHONEIN | 1 << SOUND_MIXER_PHONEOUT;
constexpr int allChannels = ((1 << SOUND_MIXER_NRDEVICES) - 1) & ~SOUND_MASK_RECLEV;

void exactMasks()
{
    const Device mixer = openMixer();
    expect(eqHex("DEVMASK", mixer.must(SOUND_MIXER_READ_DEVMASK), allChannels));
    expect(eqHex("STEREODEVS", mixer.must(SOUND_MIXER_READ_STEREODEVS), allChannels & ~monoMask));
    expect(eqHex("CAPS", mixer.must(SOUND_MIXER_READ_CAPS), 0));
    expect(eqHex("OUTSRC", mixer.must(MIXER_READ(SOUND_MIXER_OUTSRC)), 0));
    expect(eqHex("OUTMASK", mixer.must(MIXER_READ(SOUND_MIXER_OUTMASK)), 0));
    const int recordable = SOUND_MASK_MIC | SOUND_MASK_LINE | SOUND_MASK_CD | SOUND_MASK_IMIX;
    expect(eqHex("RECMASK & (MIC|LINE|CD|IMIX)", mixer.must(SOUND_MIXER_READ_RECMASK) & recordable,
                 recordable));
    expect(eqHex("RECMASK & (VOLUME|PCM)",
                 mixer.must(SOUND_MIXER_READ_RECMASK) & (SOUND_MASK_VOLUME | SOUND_MASK_PCM), 0));
}

void monoChannels()
{
    const Device mixer = openMixer();
    const int before = mixer.must(SOUND_MIXER_READ_MIC);
    expect(
        eqHex("WRITE_MIC of 10:90", mixer.must(SOUND_MIXER_WRITE_MIC, 10 | 90 << 8), 10 | 10 << 8));
    expect(eqHex("READ_MIC", mixer.must(SOUND_MIXER_READ_MIC), 10 | 10 << 8));
    mixer.must(SOUND_MIXER_WRITE_MIC, before);
}

void infoNamesIt()
{
    const Device mixer = openMixer();
    mixer_info info{};
    require(ok("SOUND_MIXER_INFO", mixer.call(SOUND_MIXER_INFO, &info)));
    expect(eq("id", std::string(info.id), std::string("dsproxy")));
    expect(eq("name", std::string(info.name), std::string("dsproxy virtual mixer")));
    for (const int filler : info.fillers)
        expect(eq("filler", filler, 0));
}

void oldSpelling()
{
    const Device mixer = openMixer();
    const int before = mixer.must(SOUND_MIXER_READ_LINE);
    expect(ok("WRITE_LINE as _IOW", mixer.set(_IOW('M', SOUND_MIXER_LINE, int), 0x1122)));
    expect(eqHex("READ_LINE", mixer.must(SOUND_MIXER_READ_LINE), 0x1122));
    mixer.must(SOUND_MIXER_WRITE_LINE, before);
}

void privateCalls()
{
    const Device mixer = openMixer();
    alignas(8) unsigned char argument[256] = {};
    for (const int number : {31, 102, 103, 104, 111, 115, 116, 117}) {
        const unsigned bytes = number == 102 ? 128 : number >= 116 ? sizeof(mixer_vol_table) : 4;
        const unsigned long cmd = 3UL << 30 | static_cast<unsigned long>(bytes) << 16 | 'M' << 8 |
                                  static_cast<unsigned>(number);
        expect(fails("private call " + show(number), mixer.call(cmd, argument), EINVAL));
    }
}

void counterCountsEach()
{
    const Device mixer = openMixer();
    const int before = mixer.must(SOUND_MIXER_READ_PCM);
    mixer.must(SOUND_MIXER_WRITE_PCM, 0x0a0a);
    mixer_info first{};
    mixer_info last{};
    mixer.call(SOUND_MIXER_INFO, &first);
    for (int i = 1; i <= 10; ++i)
        mixer.must(SOUND_MIXER_WRITE_PCM, 0x0a0a + i);
    mixer.call(SOUND_MIXER_INFO, &last);
    expect(eq("modify_counter after 10 changes", last.modify_counter, first.modify_counter + 10));
    mixer.must(SOUND_MIXER_WRITE_PCM, before);
}

constexpr Case cases[] = {
    {"mixer/masks-are-exact", "SOUND_MIXER_READ_DEVMASK", Kind::Dsproxy, exactMasks},
    {"mixer/mono-channels", "SOUND_MIXER_WRITE", Kind::Dsproxy, monoChannels},
    {"mixer/info-names-it", "SOUND_MIXER_INFO", Kind::Dsproxy, infoNamesIt},
    {"mixer/old-spelling-writes", "old spellings", Kind::Dsproxy, oldSpelling},
    {"mixer/private-calls-are-einval", "SOUND_MIXER_ACCESS", Kind::Dsproxy, privateCalls},
    {"mixer/counter-counts-each-change", "SOUND_MIXER_INFO", Kind::Dsproxy, counterCountsEach},
};

}  // namespace

std::span<const Case> mixerRuleCases()
{
    return cases;
}

}  // namespace dsproxy::check
