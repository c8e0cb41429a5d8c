// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using namespace dsproxy::test;

oss_audioinfo about(Device& d, u32 cmd, s32 dev)
{
    oss_audioinfo info{};
    info.dev = dev;
    return d.ask(cmd, info);
}

int errorOf(Device& d, u32 cmd, s32 dev)
{
    about(d, cmd, dev);
    return d.error;
}

TEST(SysInfo, CountsWhatThereIs)
{
    Device d;
    const auto info = d.ask<oss_sysinfo>(SNDCTL_SYSINFO);
    EXPECT_STREQ(info.product, "OSS/dsproxy");
    EXPECT_STREQ(info.version, "4.1.0");
    EXPECT_EQ(info.versionnum, 0x040100);
    EXPECT_STREQ(info.license, "GPL");
    EXPECT_EQ(info.numaudios, 2);
    EXPECT_EQ(info.numaudioengines, 2);
    EXPECT_EQ(info.nummixers, 1);
    EXPECT_EQ(info.numcards, 1);
    EXPECT_EQ(info.numsynths + info.nummidis + info.numtimers, 0);
    EXPECT_EQ(info.openedaudio[0], 1);
    EXPECT_EQ(info.filler[0], -1);
    EXPECT_EQ(info.filler[235], -1);
}

TEST(SysInfo, VersionFollowsTheDevice)
{
    Device d;
    d.device.api = OSS_VERSION_3;
    EXPECT_STREQ(d.ask<oss_sysinfo>(SNDCTL_SYSINFO).version, "3.8.2");
    EXPECT_EQ(d.ask<oss_sysinfo>(SNDCTL_SYSINFO).versionnum, 0x030802);
}

TEST(SysInfo, SaysWhichFilesAreOpen)
{
    Device d;
    {
        const Device other(d, Play, OSS_NODE_DSP_NB);
        EXPECT_EQ(d.ask<oss_sysinfo>(SNDCTL_SYSINFO).openedaudio[0], 3);
    }
    EXPECT_EQ(d.ask<oss_sysinfo>(SNDCTL_SYSINFO).openedaudio[0], 1);
}

TEST(SysInfo, IsAnsweredWithoutADsp)
{
    oss_device device;
    oss_device_init(&device);
    oss_call call{};
    call.cmd = SNDCTL_SYSINFO;
    EXPECT_EQ(oss_ioctl(&device, nullptr, &call), 0);
    EXPECT_EQ(call.arg.sysinfo.openedaudio[0], 0);
}

TEST(CardInfo, ThereIsOneCard)
{
    Device d;
    oss_card_info info{};
    EXPECT_EQ(d.exchange(SNDCTL_CARDINFO, info).error, 0);
    EXPECT_STREQ(info.shortname, "dsproxy");
    EXPECT_STREQ(info.longname, "dsproxy virtual sound card");
    EXPECT_STRNE(info.hw_info, "");
    for (info.card = 1; info.card < 3; info.card++)
        EXPECT_EQ(d.exchange(SNDCTL_CARDINFO, info).error, OSS_EINVAL);
}

TEST(MixerInfo, DescribesTheMixer)
{
    Device d;
    d.call(MIXER_WRITE(SOUND_MIXER_PCM), 0);
    oss_mixerinfo info{};
    info.dev = -1;
    EXPECT_EQ(d.exchange(SNDCTL_MIXERINFO, info).error, 0);
    EXPECT_EQ(info.dev, 0);
    EXPECT_STREQ(info.id, "dsproxy");
    EXPECT_STREQ(info.name, "dsproxy virtual mixer");
    EXPECT_STREQ(info.handle, "dsproxy-mx01");
    EXPECT_STREQ(info.devnode, "/dev/mixer");
    EXPECT_EQ(info.modify_counter, 1);
    EXPECT_EQ(info.nrext, d.call(SNDCTL_MIX_NREXT, 0).value);
    EXPECT_EQ(info.enabled, 1);
    EXPECT_EQ(info.caps, MIXER_CAP_VIRTUAL);
    info.dev = 1;
    EXPECT_EQ(d.exchange(SNDCTL_MIXERINFO, info).error, OSS_EINVAL);
}

TEST(MidiInfo, ThereIsNone)
{
    EXPECT_EQ(Device().call(SNDCTL_MIDIINFO, 0).error, OSS_EINVAL);
}

TEST(AudioInfo, DescribesADeviceFile)
{
    Device d(Both);
    const oss_audioinfo info = about(d, SNDCTL_AUDIOINFO, 0);
    EXPECT_EQ(d.error, 0);
    EXPECT_EQ(info.dev, 0);
    EXPECT_STREQ(info.name, "dsproxy virtual device");
    EXPECT_STREQ(info.devnode, "/dev/dsp");
    EXPECT_STREQ(info.handle, "dsproxy-au01");
    EXPECT_EQ(info.busy, PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT);
    EXPECT_EQ(info.pid, 4711);
    EXPECT_STREQ(info.cmd, "player");
    EXPECT_EQ(info.caps, d.call(SNDCTL_DSP_GETCAPS).value);
    EXPECT_EQ(info.iformats, d.call(SNDCTL_DSP_GETFMTS).value);
    EXPECT_EQ(info.oformats, info.iformats);
    EXPECT_EQ(info.enabled, 1);
    EXPECT_EQ(info.min_rate, 1);
    EXPECT_EQ(info.max_rate, 768000);
    EXPECT_EQ(info.nrates, 0u);
    EXPECT_EQ(info.min_channels, 1);
    EXPECT_EQ(info.max_channels, 32);
    EXPECT_EQ(info.card_number + info.mixer_dev + info.legacy_device + info.latency, 0);
}

TEST(AudioInfo, SecondFileIsTheOneThatDoesNotWait)
{
    Device d;
    const oss_audioinfo info = about(d, SNDCTL_AUDIOINFO, 1);
    EXPECT_STREQ(info.devnode, "/dev/dsp_nb");
    EXPECT_STREQ(info.handle, "dsproxy-au02");
    EXPECT_EQ(info.busy, 0);
    EXPECT_STREQ(info.cmd, "");
    EXPECT_EQ(info.port_number, 1);
    EXPECT_EQ(info.legacy_device, -1);
    EXPECT_EQ(info.caps & PCM_CAP_DEFAULT, 0);
}

TEST(AudioInfo, MinusOneIsTheCallersFile)
{
    Device d(Play, OSS_NODE_DSP_NB);
    EXPECT_EQ(about(d, SNDCTL_AUDIOINFO, -1).dev, 1);
    Device audio(d, Play, OSS_NODE_AUDIO);
    EXPECT_EQ(about(audio, SNDCTL_AUDIOINFO_EX, -1).dev, 0);
    EXPECT_STREQ(about(audio, SNDCTL_AUDIOINFO, -1).devnode, "/dev/dsp");
    EXPECT_STREQ(about(audio, SNDCTL_ENGINEINFO, -1).devnode, "/dev/audio");
}

TEST(AudioInfo, RefusesNumbersWithoutADevice)
{
    Device d;
    for (const u32 cmd : {SNDCTL_AUDIOINFO, SNDCTL_AUDIOINFO_EX, SNDCTL_ENGINEINFO})
        for (const s32 dev : {2, -2, 0x7fffffff})
            EXPECT_EQ(errorOf(d, cmd, dev), OSS_EINVAL);
    oss_call call{};
    for (const u32 cmd : {SNDCTL_AUDIOINFO, SNDCTL_ENGINEINFO}) {
        call.cmd = cmd;
        call.arg.audioinfo.dev = -1;
        EXPECT_EQ(oss_ioctl(&d.device, nullptr, &call), OSS_EINVAL);
    }
}

TEST(Engines, EachOpenHasItsOwn)
{
    Device first;
    Device second(first, Record);
    Device third(first, Play, OSS_NODE_DSP_NB);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, -1).dev, 0);
    EXPECT_EQ(about(second, SNDCTL_ENGINEINFO, -1).dev, 2);
    EXPECT_EQ(about(third, SNDCTL_ENGINEINFO, -1).dev, 1);
    EXPECT_EQ(about(third, SNDCTL_ENGINEINFO, 2).busy, PCM_ENABLE_INPUT);
    EXPECT_EQ(first.ask<oss_sysinfo>(SNDCTL_SYSINFO).numaudioengines, 3);
    EXPECT_EQ(errorOf(first, SNDCTL_ENGINEINFO, 3), OSS_EINVAL);
}

TEST(Engines, FreeNumbersAreUsedAgain)
{
    Device first;
    auto second = std::make_unique<Device>(first, Play);
    Device third(first, Play);
    EXPECT_EQ(third.dsp.engine, 3u);
    second.reset();
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 2).busy, 0);
    EXPECT_EQ(Device(first, Play).dsp.engine, 2u);
    EXPECT_EQ(first.ask<oss_sysinfo>(SNDCTL_SYSINFO).numaudioengines, 4);
}

TEST(Engines, FurtherOnesAreShadowsInAChain)
{
    Device first;
    Device second(first, Record);
    Device third(first, Play);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 0).caps & PCM_CAP_SHADOW, 0);
    EXPECT_NE(about(first, SNDCTL_ENGINEINFO, 2).caps & PCM_CAP_SHADOW, 0);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 2).caps & PCM_CAP_DEFAULT, 0);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 0).next_play_engine, 3);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 0).next_rec_engine, 2);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 3).next_play_engine, -1);
    EXPECT_EQ(about(first, SNDCTL_ENGINEINFO, 3).rate_source, 3);
}

oss_longname& named(oss_longname& name, const char* text)
{
    std::memset(name, '#', sizeof name);
    std::strncpy(name, text, sizeof name);
    return name;
}

TEST(Names, SongLabelAndNameAreKept)
{
    Device d;
    oss_longname text;
    EXPECT_EQ(d.exchange(SNDCTL_SETSONG, named(text, "Song 2")).error, 0);
    EXPECT_EQ(d.exchange(SNDCTL_SETNAME, named(text, "My player")).error, 0);
    oss_label label = "left";
    EXPECT_EQ(d.exchange(SNDCTL_SETLABEL, label).error, 0);
    d.exchange(SNDCTL_GETSONG, text);
    EXPECT_STREQ(text, "Song 2");
    d.exchange(SNDCTL_GETNAME, text);
    EXPECT_STREQ(text, "My player");
    d.exchange(SNDCTL_GETLABEL, label);
    EXPECT_STREQ(label, "left");
    const oss_audioinfo info = about(d, SNDCTL_ENGINEINFO, -1);
    EXPECT_STREQ(info.song_name, "Song 2");
    EXPECT_STREQ(info.label, "left");
    EXPECT_STREQ(info.name, "My player");
}

TEST(Names, BelongToTheOpen)
{
    Device d;
    Device other(d, Play);
    oss_longname text;
    d.exchange(SNDCTL_SETSONG, named(text, "mine"));
    other.exchange(SNDCTL_GETSONG, text);
    EXPECT_STREQ(text, "");
}

TEST(Names, WithoutANulAreCut)
{
    Device d;
    oss_longname text;
    std::memset(text, 'x', sizeof text);
    d.exchange(SNDCTL_SETSONG, text);
    d.exchange(SNDCTL_GETSONG, text);
    EXPECT_EQ(std::string(text, 63), std::string(63, 'x'));
    EXPECT_EQ(text[63], '\0');
}

std::string sndstat(const oss_device& device)
{
    std::string text(oss_device_sndstat(&device, nullptr, 0) + 1, '\0');
    oss_device_sndstat(&device, text.data(), static_cast<u32>(text.size()));
    return text.c_str();
}

TEST(SndStat, ListsTheDeviceFilesOfSysInfo)
{
    Device d;
    const std::string text = sndstat(d.device);
    EXPECT_TRUE(text.starts_with("Sound Driver:4.1.0 (dsproxy virtual device)\n"));
    const std::size_t section = text.find("\nAudio devices:\n");
    ASSERT_NE(section, std::string::npos);
    for (s32 dev = 0; dev < d.ask<oss_sysinfo>(SNDCTL_SYSINFO).numaudios; dev++) {
        const std::string line =
            std::to_string(dev) + ": " + about(d, SNDCTL_AUDIOINFO, dev).name + " (DUPLEX)\n";
        EXPECT_NE(text.find(line, section), std::string::npos) << line;
    }
    EXPECT_EQ(text.find("\n2: "), std::string::npos);
    EXPECT_TRUE(text.ends_with("\nMixers:\n0: dsproxy virtual mixer\n"));
}

TEST(SndStat, IsCutWhereThereIsNoRoom)
{
    Device d;
    char small[10];
    EXPECT_EQ(oss_device_sndstat(&d.device, small, sizeof small), sndstat(d.device).size());
    EXPECT_STREQ(small, "Sound Dri");
}

}  // namespace
