// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>

namespace {

using namespace dsproxy::test;

oss_mixext control(Device& d, s32 ctrl)
{
    oss_mixext ext{};
    ext.ctrl = ctrl;
    return d.ask(SNDCTL_MIX_EXTINFO, ext);
}

s32 count(Device& d)
{
    return d.call(SNDCTL_MIX_NREXT, 0).value;
}

oss_mixer_value valueOf(const oss_mixext& ext, s32 value = 0)
{
    oss_mixer_value argument{};
    argument.ctrl = ext.ctrl;
    argument.timestamp = ext.timestamp;
    argument.value = value;
    return argument;
}

oss_mixext slider(Device& d, s32 channel)
{
    for (s32 ctrl = 0; ctrl < count(d); ctrl++)
        if (control(d, ctrl).control_no == channel)
            return control(d, ctrl);
    ADD_FAILURE() << "no slider of channel " << channel;
    return {};
}

oss_mixext source(Device& d)
{
    return control(d, count(d) - 1);
}

TEST(MixExt, HasARootASliderForEachChannelAndTheSource)
{
    Device d;
    EXPECT_EQ(d.call(SNDCTL_MIX_NRMIX).value, 1);
    EXPECT_EQ(count(d), 2 + std::popcount(oss_mixer_devmask()));
    const oss_mixext root = control(d, 0);
    EXPECT_EQ(root.type, MIXT_DEVROOT);
    EXPECT_EQ(root.parent, -1);
    EXPECT_STREQ(root.data, "dsproxy");
    EXPECT_STREQ(root.data + 16, "dsproxy virtual mixer");
    u32 seen = 0;
    for (s32 ctrl = 1; ctrl < count(d) - 1; ctrl++) {
        const oss_mixext ext = control(d, ctrl);
        const bool stereo = oss_mixer_stereo() >> ext.control_no & 1;
        seen |= 1u << ext.control_no;
        EXPECT_EQ(ext.type, stereo ? MIXT_STEREOSLIDER : MIXT_MONOSLIDER);
        EXPECT_EQ(ext.parent, 0);
        EXPECT_EQ(ext.minvalue, 0);
        EXPECT_EQ(ext.maxvalue, 100);
        EXPECT_STRNE(ext.extname, "");
        EXPECT_STREQ(ext.id, ext.extname);
    }
    EXPECT_EQ(seen, oss_mixer_devmask());
    EXPECT_EQ(source(d).type, MIXT_ENUM);
    EXPECT_EQ(source(d).maxvalue, std::popcount(oss_mixer_recordable()));
    EXPECT_EQ(source(d).enum_present[0], 0xff);
    EXPECT_EQ(source(d).enum_present[1], 0x3f);
}

TEST(MixExt, SaysWhatAControlIsFor)
{
    Device d;
    EXPECT_TRUE(slider(d, SOUND_MIXER_VOLUME).flags & MIXF_MAINVOL);
    EXPECT_TRUE(slider(d, SOUND_MIXER_PCM).flags & MIXF_PCMVOL);
    EXPECT_TRUE(slider(d, SOUND_MIXER_IGAIN).flags & MIXF_RECVOL);
    EXPECT_EQ(slider(d, SOUND_MIXER_PCM).desc, u32{MIXEXT_SCOPE_OUTPUT});
    EXPECT_EQ(slider(d, SOUND_MIXER_LINE).desc, u32{MIXEXT_SCOPE_INPUT});
    EXPECT_EQ(source(d).desc, u32{MIXEXT_SCOPE_RECSWITCH});
}

TEST(MixExt, KeepsStepWithTheChannels)
{
    Device d;
    auto argument = valueOf(slider(d, SOUND_MIXER_PCM), 20 | 30 << 8);
    const Answer answer = d.exchange(SNDCTL_MIX_WRITE, argument);
    EXPECT_EQ(answer.error, 0);
    EXPECT_TRUE(answer.has(OSS_FX_MIXER));
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_PCM)).value, 20 | 30 << 8);
    d.call(MIXER_WRITE(SOUND_MIXER_PCM), 40 | 50 << 8);
    EXPECT_EQ(d.ask(SNDCTL_MIX_READ, valueOf(slider(d, SOUND_MIXER_PCM))).value, 40 | 50 << 8);
}

TEST(MixExt, ClampsAndAnswersWhatWasSet)
{
    Device d;
    EXPECT_EQ(d.ask(SNDCTL_MIX_WRITE, valueOf(slider(d, SOUND_MIXER_CD), 255 | 5 << 8)).value,
              100 | 5 << 8);
    EXPECT_EQ(d.ask(SNDCTL_MIX_WRITE, valueOf(slider(d, SOUND_MIXER_BASS), 7 | 9 << 8)).value,
              7 | 7 << 8);
}

TEST(MixExt, SourceIsThatOfVersionThree)
{
    Device d;
    EXPECT_EQ(d.ask(SNDCTL_MIX_READ, valueOf(source(d))).value, 2);
    EXPECT_EQ(d.ask(SNDCTL_MIX_WRITE, valueOf(source(d), 3)).value, 3);
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_RECSRC)).value, 1 << SOUND_MIXER_CD);
    d.call(MIXER_WRITE(SOUND_MIXER_RECSRC), 1 << SOUND_MIXER_LINE | 1 << SOUND_MIXER_RADIO);
    EXPECT_EQ(d.ask(SNDCTL_MIX_READ, valueOf(source(d))).value, 1);
    auto wrong = valueOf(source(d), 14);
    EXPECT_EQ(d.exchange(SNDCTL_MIX_WRITE, wrong).error, OSS_EINVAL);
}

TEST(MixExt, CountersTellWhichControlChanged)
{
    Device d;
    auto argument = valueOf(slider(d, SOUND_MIXER_PCM), 1 | 1 << 8);
    d.exchange(SNDCTL_MIX_WRITE, argument);
    d.exchange(SNDCTL_MIX_WRITE, argument);
    EXPECT_EQ(slider(d, SOUND_MIXER_PCM).update_counter, 1);
    EXPECT_EQ(slider(d, SOUND_MIXER_VOLUME).update_counter, 0);
    d.call(MIXER_WRITE(SOUND_MIXER_VOLUME), 3);
    d.call(MIXER_WRITE(SOUND_MIXER_RECSRC), 1 << SOUND_MIXER_CD);
    EXPECT_EQ(slider(d, SOUND_MIXER_VOLUME).update_counter, 1);
    EXPECT_EQ(source(d).update_counter, 1);
    EXPECT_EQ(control(d, 0).update_counter, 3);
}

TEST(MixExt, StampsAreOfTheControl)
{
    Device d;
    auto argument = valueOf(slider(d, SOUND_MIXER_PCM), 1);
    argument.ctrl++;
    EXPECT_EQ(d.exchange(SNDCTL_MIX_WRITE, argument).error, OSS_EIDRM);
    EXPECT_EQ(d.exchange(SNDCTL_MIX_READ, argument).error, OSS_EIDRM);
    EXPECT_EQ(d.mixer.modify_counter, 0u);
}

TEST(MixExt, RefusesWhatThereIsNot)
{
    Device d;
    for (const s32 ctrl : {-1, count(d), 0x7fffffff}) {
        control(d, ctrl);
        EXPECT_EQ(d.error, OSS_EINVAL);
        auto value = valueOf(control(d, 0));
        value.ctrl = ctrl;
        EXPECT_EQ(d.exchange(SNDCTL_MIX_READ, value).error, OSS_EINVAL);
    }
    auto root = valueOf(control(d, 0), 1);
    EXPECT_EQ(d.exchange(SNDCTL_MIX_READ, root).error, OSS_EINVAL);
    EXPECT_EQ(d.exchange(SNDCTL_MIX_WRITE, root).error, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_MIX_NREXT, 1).error, OSS_EINVAL);
    oss_mixext elsewhere{};
    elsewhere.dev = 1;
    EXPECT_EQ(d.exchange(SNDCTL_MIX_EXTINFO, elsewhere).error, OSS_EINVAL);
}

TEST(MixExt, EnumInfoNamesTheSources)
{
    Device d;
    oss_mixer_enuminfo info{};
    info.ctrl = source(d).ctrl;
    EXPECT_EQ(d.exchange(SNDCTL_MIX_ENUMINFO, info).error, 0);
    EXPECT_EQ(info.nvalues, source(d).maxvalue);
    std::set<std::string> names;
    for (s32 i = 0; i < info.nvalues; i++)
        names.insert(info.strings + info.strindex[i]);
    EXPECT_EQ(names.size(), 14u);
    EXPECT_TRUE(names.contains("mic"));
    info.ctrl = 1;
    EXPECT_EQ(d.exchange(SNDCTL_MIX_ENUMINFO, info).error, OSS_EINVAL);
}

TEST(MixExt, DescribesEveryControlThatSaysSo)
{
    Device d;
    for (s32 ctrl = 0; ctrl < count(d); ctrl++) {
        oss_mixer_enuminfo info{};
        info.ctrl = ctrl;
        const bool described = control(d, ctrl).flags & MIXF_DESCR;
        EXPECT_EQ(d.exchange(SNDCTL_MIX_DESCRIPTION, info).error, described ? 0 : OSS_EINVAL);
        EXPECT_EQ(std::string(info.strings).find('\n') != std::string::npos, described);
    }
}

TEST(MixExt, MatrixIsUnknown)
{
    for (const u32 cmd : {OSS_IOWR('X', 15, s32), OSS_IOW('X', 16, s32)})
        EXPECT_EQ(Device().call(cmd).error, OSS_EINVAL);
}

}  // namespace
