// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer of OSS 4: a tree of controls beside the channels of version 3.
#include "case.h"
#include "v4.h"

#include <set>
#include <string>

namespace dsproxy::check {

namespace {

Device openMixer()
{
    Device mixer(options().mixerNode(), O_RDWR);
    require(ok("open of the mixer", mixer.opened()));
    return mixer;
}

int controls(const Device& mixer)
{
    const Answer answer = tried(mixer, SNDCTL_MIX_NREXT, 0);
    require(ok("MIX_NREXT", answer));
    return answer.value;
}

oss_mixext control(const Device& mixer, int ctrl)
{
    oss_mixext ext{};
    ext.ctrl = ctrl;
    ask(mixer, SNDCTL_MIX_EXTINFO, ext);
    return ext;
}

oss_mixer_value valueOf(const oss_mixext& ext, int value = 0)
{
    oss_mixer_value argument{};
    argument.dev = ext.dev;
    argument.ctrl = ext.ctrl;
    argument.timestamp = ext.timestamp;
    argument.value = value;
    return argument;
}

/// The control of a channel of version 3; skips the case without one.
oss_mixext slider(const Device& mixer, int channel)
{
    for (int ctrl = 0; ctrl < controls(mixer); ++ctrl)
        if (const oss_mixext ext = control(mixer, ctrl); ext.control_no == channel)
            return ext;
    skip("no control of this channel");
}

void treeIsWhole()
{
    const Device mixer = openMixer();
    expect(atLeast("MIX_NRMIX", tried(mixer, SNDCTL_MIX_NRMIX, 0).value, 1));
    const int count = controls(mixer);
    require(atLeast("MIX_NREXT", count, 1));
    expect(eq("type of the first", control(mixer, 0).type, MIXT_DEVROOT));
    for (int ctrl = 1; ctrl < count; ++ctrl) {
        const oss_mixext ext = control(mixer, ctrl);
        expect(eq("ctrl", ext.ctrl, ctrl));
        expect(between("parent", ext.parent, -1, count - 1));
        expect(isTrue("it has a name", ext.extname[0] != 0));
    }
    oss_mixext beyond{};
    beyond.ctrl = count;
    expect(fails("MIX_EXTINFO beyond", mixer.call(SNDCTL_MIX_EXTINFO, &beyond), {EINVAL, ENXIO}));
}

void keepsStep()
{
    const Device mixer = openMixer();
    const int before = mixer.must(SOUND_MIXER_READ_PCM);
    auto value = valueOf(slider(mixer, SOUND_MIXER_PCM), 20 | 30 << 8);
    ask(mixer, SNDCTL_MIX_WRITE, value);
    expect(eqHex("READ_PCM", mixer.must(SOUND_MIXER_READ_PCM), 20 | 30 << 8));
    mixer.must(SOUND_MIXER_WRITE_PCM, 70 | 80 << 8);
    value = valueOf(slider(mixer, SOUND_MIXER_PCM));
    ask(mixer, SNDCTL_MIX_READ, value);
    expect(eqHex("MIX_READ", value.value, 70 | 80 << 8));
    mixer.must(SOUND_MIXER_WRITE_PCM, before);
}

void countersTell()
{
    const Device mixer = openMixer();
    const int before = mixer.must(SOUND_MIXER_READ_PCM);
    const int updates = slider(mixer, SOUND_MIXER_PCM).update_counter;
    const int modified = asked<oss_mixerinfo>(mixer, SNDCTL_MIXERINFO).modify_counter;
    auto value = valueOf(slider(mixer, SOUND_MIXER_PCM), before == 0 ? 1 | 1 << 8 : 0);
    ask(mixer, SNDCTL_MIX_WRITE, value);
    expect(eq("update_counter", slider(mixer, SOUND_MIXER_PCM).update_counter, updates + 1));
    expect(eq("modify_counter", asked<oss_mixerinfo>(mixer, SNDCTL_MIXERINFO).modify_counter,
              modified + 1));
    mixer.must(SOUND_MIXER_WRITE_PCM, before);
}

void staleStamps()
{
    const Device mixer = openMixer();
    auto value = valueOf(slider(mixer, SOUND_MIXER_PCM), 5);
    ++value.timestamp;
    expect(fails("MIX_WRITE with another stamp", mixer.call(SNDCTL_MIX_WRITE, &value), EIDRM));
}

void sourceIsAChoice()
{
    const Device mixer = openMixer();
    const oss_mixext ext = control(mixer, controls(mixer) - 1);
    require(eq("type", ext.type, MIXT_ENUM));
    oss_mixer_enuminfo names{};
    names.ctrl = ext.ctrl;
    ask(mixer, SNDCTL_MIX_ENUMINFO, names);
    expect(eq("nvalues", names.nvalues, ext.maxvalue));
    std::set<std::string> all;
    for (int i = 0; i < names.nvalues; ++i)
        all.insert(names.strings + names.strindex[i]);
    expect(eq("different names", all.size(), static_cast<std::size_t>(names.nvalues)));
    const int before = mixer.must(SOUND_MIXER_READ_RECSRC);
    for (int i = 0; i < names.nvalues; ++i) {
        auto value = valueOf(ext, i);
        ask(mixer, SNDCTL_MIX_WRITE, value);
        const int mask = mixer.must(SOUND_MIXER_READ_RECSRC);
        expect(isTrue("one source is on", mask != 0 && (mask & (mask - 1)) == 0));
    }
    mixer.must(SOUND_MIXER_WRITE_RECSRC, before);
}

constexpr Case cases[] = {
    {"v4-mixer/tree-is-whole", "MIX_EXTINFO", Kind::Common, treeIsWhole},
    {"v4-mixer/keeps-step-with-version-3", "MIX_WRITE", Kind::Dsproxy, keepsStep},
    {"v4-mixer/counters-tell-what-changed", "update_counter", Kind::Dsproxy, countersTell},
    {"v4-mixer/stale-stamps-are-eidrm", "MIX_WRITE", Kind::Dsproxy, staleStamps},
    {"v4-mixer/source-is-a-choice", "MIX_ENUMINFO", Kind::Dsproxy, sourceIsAChoice},
};

}  // namespace

std::span<const Case> v4MixerCases()
{
    return cases;
}

}  // namespace dsproxy::check
