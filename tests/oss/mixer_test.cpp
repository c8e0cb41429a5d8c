// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

constexpr s32 pair(s32 left, s32 right)
{
    return left | right << 8;
}

TEST(Mixer, StartsAtFullVolume)
{
    Device d;
    for (u32 channel = 0; channel < OSS_MIXER_CHANNELS; channel++) {
        if (oss_mixer_devmask() >> channel & 1) {
            EXPECT_EQ(d.call(MIXER_READ(channel)).value, pair(100, 100));
        }
    }
    EXPECT_EQ(d.mixer.modify_counter, 0u);
}

TEST(Mixer, EveryChannelReadsBack)
{
    Device d;
    for (s32 channel = 0; channel < SOUND_MIXER_NRDEVICES; channel++) {
        if (!(oss_mixer_devmask() >> channel & 1))
            continue;
        const bool stereo = oss_mixer_stereo() >> channel & 1;
        const s32 value = pair(channel, stereo ? channel + 50 : channel);
        EXPECT_EQ(d.call(MIXER_WRITE(channel), pair(channel, channel + 50)).value, value);
        EXPECT_EQ(d.call(MIXER_READ(channel)).value, value);
    }
}

TEST(Mixer, HasNoRecLev)
{
    Device d;
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_RECLEV)).error, OSS_EINVAL);
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_RECLEV), 50).error, OSS_EINVAL);
    EXPECT_FALSE(oss_mixer_devmask() >> SOUND_MIXER_RECLEV & 1);
}

TEST(Mixer, VolumesAreClamped)
{
    Device d;
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_PCM), pair(101, 255)).value, pair(100, 100));
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_PCM), -1).value, pair(100, 100));
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_PCM), 0x7fff0000).value, 0);
}

TEST(Mixer, OnlyRealChangesCount)
{
    Device d;
    EXPECT_TRUE(d.call(MIXER_WRITE(SOUND_MIXER_PCM), pair(50, 60)).has(OSS_FX_MIXER));
    EXPECT_EQ(d.mixer.modify_counter, 1u);
    EXPECT_FALSE(d.call(MIXER_WRITE(SOUND_MIXER_PCM), pair(50, 60)).has(OSS_FX_MIXER));
    EXPECT_FALSE(d.call(MIXER_READ(SOUND_MIXER_PCM)).has(OSS_FX_MIXER));
    EXPECT_EQ(d.mixer.modify_counter, 1u);
}

TEST(Mixer, Masks)
{
    Device d;
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_DEVMASK)).value, 0x1fff7ff);
    const s32 stereo = d.call(MIXER_READ(SOUND_MIXER_STEREODEVS)).value;
    EXPECT_FALSE(stereo & 1 << SOUND_MIXER_MIC);
    EXPECT_TRUE(stereo & 1 << SOUND_MIXER_PCM);
    EXPECT_TRUE(d.call(MIXER_READ(SOUND_MIXER_RECMASK)).value & 1 << SOUND_MIXER_LINE);
    for (const s32 nothing : {SOUND_MIXER_CAPS, SOUND_MIXER_OUTSRC, SOUND_MIXER_OUTMASK})
        EXPECT_EQ(d.call(MIXER_READ(nothing)).value, 0);
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_OUTSRC), -1).value, 0);
}

TEST(Mixer, RecSrcTakesKnownBits)
{
    Device d;
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_RECSRC)).value, 1 << SOUND_MIXER_MIC);
    const Answer answer = d.call(MIXER_WRITE(SOUND_MIXER_RECSRC), -1);
    EXPECT_EQ(static_cast<u32>(answer.value), oss_mixer_recordable());
    EXPECT_TRUE(answer.has(OSS_FX_MIXER));
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_RECSRC)).value, answer.value);
    EXPECT_FALSE(d.call(MIXER_WRITE(SOUND_MIXER_RECSRC), -1).has(OSS_FX_MIXER));
    EXPECT_EQ(d.mixer.modify_counter, 1u);
}

TEST(Mixer, InfoNamesItAndCounts)
{
    Device d;
    d.call(MIXER_WRITE(SOUND_MIXER_PCM), 0);
    for (const u32 cmd : {SOUND_MIXER_INFO, SOUND_OLD_MIXER_INFO}) {
        oss_call call{};
        call.cmd = cmd;
        EXPECT_EQ(oss_ioctl(&d.device, nullptr, &call), 0);
        EXPECT_STREQ(call.arg.mixer_info.id, "dsproxy");
        EXPECT_STREQ(call.arg.mixer_info.name, "dsproxy virtual mixer");
        EXPECT_EQ(call.arg.mixer_info.modify_counter, 1);
    }
}

TEST(Mixer, OldSpellingsWork)
{
    Device d;
    constexpr u32 old_write = OSS_IOW('M', SOUND_MIXER_PCM, s32);
    EXPECT_EQ(oss_ioctl_normal(old_write), MIXER_WRITE(SOUND_MIXER_PCM));
    EXPECT_EQ(oss_ioctl_in_bytes(old_write), 4u);
    EXPECT_EQ(oss_ioctl_out_bytes(old_write), 0u);
    EXPECT_STREQ(oss_ioctl_find(old_write)->name, "SOUND_MIXER_WRITE_PCM");
    EXPECT_EQ(d.call(old_write, pair(10, 20)).error, 0);
    EXPECT_EQ(d.call(MIXER_READ(SOUND_MIXER_PCM)).value, pair(10, 20));
    EXPECT_EQ(d.call(OSS_IOW('M', SOUND_MIXER_RECSRC, s32), 0).error, 0);
    EXPECT_EQ(d.mixer.record_source, 0u);
}

TEST(Mixer, StrangeSpellingsAreRefused)
{
    Device d;
    for (const u32 cmd : {OSS_IOW('M', SOUND_MIXER_PCM, u64), OSS_IO('M', SOUND_MIXER_PCM),
                          OSS_IOW('M', 25, s32), OSS_IOW('P', 2, s32)})
        EXPECT_EQ(d.call(cmd).error, OSS_EINVAL);
}

TEST(Mixer, WorksOnADspToo)
{
    Device d;
    EXPECT_EQ(d.call(MIXER_WRITE(SOUND_MIXER_VOLUME), pair(30, 40)).error, 0);
    oss_call call{};
    call.cmd = MIXER_READ(SOUND_MIXER_VOLUME);
    EXPECT_EQ(oss_ioctl(&d.device, nullptr, &call), 0);
    EXPECT_EQ(call.arg.value, pair(30, 40));
}

TEST(Mixer, HasNoDsp)
{
    oss_device device;
    oss_device_init(&device);
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++) {
        oss_call call{};
        call.cmd = row->cmd;
        const int error = oss_ioctl(&device, nullptr, &call);
        if (row->target == OSS_ON_DSP) {
            EXPECT_EQ(error, OSS_EINVAL) << row->name;
        }
    }
}

TEST(Mixer, PrivateCallsAreRefused)
{
    Device d;
    for (const u32 cmd :
         {SOUND_MIXER_ACCESS, SOUND_MIXER_AGC, SOUND_MIXER_3DSE, SOUND_MIXER_PRIVATE1,
          SOUND_MIXER_PRIVATE2, SOUND_MIXER_PRIVATE3, SOUND_MIXER_PRIVATE4, SOUND_MIXER_PRIVATE5,
          SOUND_MIXER_GETLEVELS, SOUND_MIXER_SETLEVELS, MIXER_READ(SOUND_MIXER_MUTE),
          MIXER_WRITE(SOUND_MIXER_MUTE)})
        EXPECT_EQ(d.call(cmd).error, OSS_EINVAL);
}

TEST(Version, IsFourPointOneUnlessToldOtherwise)
{
    Device d;
    EXPECT_EQ(d.call(OSS_GETVERSION).value, 0x040100);
    oss_call call{};
    call.cmd = OSS_GETVERSION;
    EXPECT_EQ(oss_ioctl(&d.device, nullptr, &call), 0);
    EXPECT_EQ(call.arg.value, 0x040100);
    d.device.api = OSS_VERSION_3;
    EXPECT_EQ(d.call(OSS_GETVERSION).value, 0x030802);
}

}  // namespace
