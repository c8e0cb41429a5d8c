// SPDX-License-Identifier: GPL-2.0-or-later
#include "system_abi.h"

#include "oss/ioctl.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace {

using namespace dsproxy::test;

/// Names that are not simply SOUND_PCM_ for SNDCTL_DSP_.
const std::map<std::string, std::string> aliases = {
    {"SNDCTL_DSP_SAMPLESIZE", "SNDCTL_DSP_SETFMT"},
    {"SOUND_PCM_WRITE_BITS", "SNDCTL_DSP_SETFMT"},
    {"SOUND_PCM_WRITE_CHANNELS", "SNDCTL_DSP_CHANNELS"},
    {"SOUND_PCM_WRITE_RATE", "SNDCTL_DSP_SPEED"},
    {"SOUND_MIXER_READ_ENHANCE", "SOUND_MIXER_READ_MUTE"},
    {"SOUND_MIXER_READ_LOUD", "SOUND_MIXER_READ_MUTE"},
    {"SOUND_MIXER_WRITE_ENHANCE", "SOUND_MIXER_WRITE_MUTE"},
    {"SOUND_MIXER_WRITE_LOUD", "SOUND_MIXER_WRITE_MUTE"},
};

bool hasRow(const std::string& name)
{
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++)
        if (row->name == name)
            return true;
    return false;
}

/// The one name that the table uses for a name of the header.
std::string tableName(const std::string& name)
{
    static const std::string pcm = "SOUND_PCM_";
    if (const auto alias = aliases.find(name); alias != aliases.end())
        return alias->second;
    if (name.starts_with(pcm) && !hasRow(name))
        return "SNDCTL_DSP_" + name.substr(pcm.size());
    return name;
}

u32 layoutBytes(const struct oss_ioctl& row)
{
    switch (row.layout) {
    case OSS_ARG_NONE:
        return 0;
    case OSS_ARG_INT:
        return sizeof(s32);
    case OSS_ARG_AUDIO_BUF_INFO:
        return sizeof(audio_buf_info);
    case OSS_ARG_COUNT_INFO:
        return sizeof(count_info);
    case OSS_ARG_MIXER_INFO:
        return sizeof(mixer_info);
    case OSS_ARG_OLD_MIXER_INFO:
        return sizeof(_old_mixer_info);
    case OSS_ARG_MIXER_VOL_TABLE:
        return sizeof(mixer_vol_table);
    case OSS_ARG_ERRINFO:
        return sizeof(audio_errinfo);
    case OSS_ARG_SYNCGROUP:
        return sizeof(oss_syncgroup);
    case OSS_ARG_CHNORDER:
        return sizeof(u64);
    case OSS_ARG_PEAKS:
        return sizeof(oss_peaks);
    case OSS_ARG_SYSINFO:
        return sizeof(oss_sysinfo);
    case OSS_ARG_AUDIOINFO:
        return sizeof(oss_audioinfo);
    case OSS_ARG_MIXERINFO:
        return sizeof(oss_mixerinfo);
    case OSS_ARG_CARD_INFO:
        return sizeof(oss_card_info);
    case OSS_ARG_MIXEXT:
        return sizeof(oss_mixext);
    case OSS_ARG_MIXER_VALUE:
        return sizeof(oss_mixer_value);
    case OSS_ARG_ENUMINFO:
        return sizeof(oss_mixer_enuminfo);
    default:
        return OSS_IOC_SIZE(row.cmd);
    }
}

TEST(Table, HasNoNumberTwice)
{
    std::set<u32> seen;
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++)
        EXPECT_TRUE(seen.insert(row->cmd).second) << row->name;
    EXPECT_EQ(oss_ioctl_at(static_cast<u32>(seen.size())), nullptr);
}

/// What the number is looked up by.
TEST(Table, IsInOrder)
{
    const auto key = [](u32 cmd) { return cmd << 16 | cmd >> 16; };
    for (u32 i = 1; const struct oss_ioctl* row = oss_ioctl_at(i); i++)
        EXPECT_LT(key(oss_ioctl_at(i - 1)->cmd), key(row->cmd)) << row->name;
}

TEST(Table, RowsAreComplete)
{
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++) {
        EXPECT_EQ(oss_ioctl_find(row->cmd), row);
        EXPECT_EQ(oss_ioctl_normal(row->cmd), row->cmd);
        EXPECT_NE(row->handle, nullptr) << row->name;
        EXPECT_TRUE(oss_ioctl_is_ours(row->cmd)) << row->name;
    }
}

TEST(Table, SizesAreThoseOfTheNumber)
{
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++) {
        const u32 size = OSS_IOC_SIZE(row->cmd);
        EXPECT_EQ(layoutBytes(*row), size) << row->name;
        EXPECT_LE(size, OSS_ARG_MAX) << row->name;
        EXPECT_EQ(oss_ioctl_in_bytes(row->cmd), row->cmd & OSS_IOC_IN ? size : 0) << row->name;
        EXPECT_EQ(oss_ioctl_out_bytes(row->cmd), row->cmd & OSS_IOC_OUT ? size : 0) << row->name;
    }
}

TEST(Table, AgreesWithTheSystemsHeader)
{
    for (const SystemNumber& number : systemIoctls()) {
        const struct oss_ioctl* row = oss_ioctl_find(number.value);
        ASSERT_NE(row, nullptr) << number.name;
        EXPECT_EQ(row->name, tableName(number.name));
    }
}

TEST(Table, SameNumberOfAnotherDirectionIsAnotherCall)
{
    EXPECT_STREQ(oss_ioctl_find(OSS_IOR('P', 16, s32))->name, "SNDCTL_DSP_GETTRIGGER");
    EXPECT_STREQ(oss_ioctl_find(OSS_IOW('P', 16, s32))->name, "SNDCTL_DSP_SETTRIGGER");
    EXPECT_STREQ(oss_ioctl_find(OSS_IOR('P', 23, s32))->name, "SNDCTL_DSP_GETODELAY");
    EXPECT_STREQ(oss_ioctl_find(OSS_IOW('P', 23, s32))->name, "SNDCTL_DSP_PROFILE");
    EXPECT_EQ(oss_ioctl_find(OSS_IO('P', 16)), nullptr);
    EXPECT_STREQ(oss_ioctl_find(OSS_IO('P', 34))->name, "SNDCTL_DSP_HALT_OUTPUT");
    EXPECT_STREQ(oss_ioctl_find(OSS_IOW('P', 34, s32))->name, "SNDCTL_DSP_LOW_WATER");
}

TEST(Table, UnknownNumbersAreRefused)
{
    for (const u32 cmd : {0u, 0xc004502eu, 0x5401u, 0xffffffffu, 0x84e05877u}) {
        oss_call call{};
        call.cmd = cmd;
        EXPECT_EQ(oss_ioctl(nullptr, nullptr, &call), OSS_EINVAL);
        EXPECT_EQ(oss_ioctl_find(cmd), nullptr);
        EXPECT_EQ(oss_ioctl_in_bytes(cmd), 0u);
        EXPECT_EQ(oss_ioctl_out_bytes(cmd), 0u);
    }
}

TEST(Table, TerminalCallsAreNotOurs)
{
    EXPECT_FALSE(oss_ioctl_is_ours(0x5401));
    EXPECT_TRUE(oss_ioctl_is_ours(0x84e05801));
    EXPECT_TRUE(oss_ioctl_is_ours(0xc004501e));
    EXPECT_TRUE(oss_ioctl_is_ours(SNDCTL_SETSONG));
}

/// As real programs of version 4 send them: read from their traces.
TEST(Abi4, NumbersAreThoseOfPrograms)
{
    EXPECT_EQ(SNDCTL_SYSINFO, 0x84e05801u);
    EXPECT_EQ(SNDCTL_AUDIOINFO, 0xc49c5807u);
    EXPECT_EQ(SNDCTL_ENGINEINFO, 0xc49c580cu);
    EXPECT_EQ(SNDCTL_DSP_GET_PLAYTGT_NAMES, 0x8dc85027u);
    EXPECT_EQ(SNDCTL_DSP_GETERROR, 0x80685019u);
    EXPECT_EQ(SNDCTL_DSP_READCTL, 0xc11c501au);
    EXPECT_EQ(SNDCTL_DSP_GETIPEAKS, 0x8100502bu);
    EXPECT_EQ(SNDCTL_DSP_GET_CHNORDER, 0x8008502au);
    EXPECT_EQ(OSS_DSP_CURRENT_OPTR64, 0x80905024u);
    EXPECT_EQ(OSS_DSP_CURRENT_OPTR32, 0x808c5024u);
    EXPECT_EQ(SNDCTL_DSP_COOKEDMODE, 0x4004501eu);
    EXPECT_EQ(OSS_DSP_COOKEDMODE_IOWR, 0xc004501eu);
    EXPECT_EQ(SNDCTL_DSP_LOW_WATER, 0x40045022u);
    EXPECT_EQ(SNDCTL_DSP_HALT_OUTPUT, 0x5022u);
    EXPECT_EQ(SNDCTL_DSP_POLICY, 0x4004502du);
}

TEST(Abi, AgreesWithTheSystemsHeader)
{
    const std::map<std::string, u32> ours = {
        {"SOUND_VERSION", OSS_VERSION_3},
        {"AFMT_S16_NE", AFMT_S16_NE},
        {"AFMT_QUERY", AFMT_QUERY},
        {"AFMT_MU_LAW", AFMT_MU_LAW},
        {"AFMT_A_LAW", AFMT_A_LAW},
        {"AFMT_IMA_ADPCM", AFMT_IMA_ADPCM},
        {"AFMT_U8", AFMT_U8},
        {"AFMT_S16_LE", AFMT_S16_LE},
        {"AFMT_S16_BE", AFMT_S16_BE},
        {"AFMT_S8", AFMT_S8},
        {"AFMT_U16_LE", AFMT_U16_LE},
        {"AFMT_U16_BE", AFMT_U16_BE},
        {"AFMT_MPEG", AFMT_MPEG},
        {"AFMT_AC3", AFMT_AC3},
        {"DSP_CAP_REVISION", DSP_CAP_REVISION},
        {"DSP_CAP_DUPLEX", DSP_CAP_DUPLEX},
        {"DSP_CAP_REALTIME", DSP_CAP_REALTIME},
        {"DSP_CAP_BATCH", DSP_CAP_BATCH},
        {"DSP_CAP_COPROC", DSP_CAP_COPROC},
        {"DSP_CAP_TRIGGER", DSP_CAP_TRIGGER},
        {"DSP_CAP_MMAP", DSP_CAP_MMAP},
        {"DSP_CAP_MULTI", DSP_CAP_MULTI},
        {"DSP_CAP_BIND", DSP_CAP_BIND},
        {"PCM_ENABLE_INPUT", PCM_ENABLE_INPUT},
        {"PCM_ENABLE_OUTPUT", PCM_ENABLE_OUTPUT},
        {"APF_NORMAL", APF_NORMAL},
        {"APF_NETWORK", APF_NETWORK},
        {"APF_CPUINTENS", APF_CPUINTENS},
        {"SOUND_MIXER_NRDEVICES", SOUND_MIXER_NRDEVICES},
        {"SOUND_MIXER_VOLUME", SOUND_MIXER_VOLUME},
        {"SOUND_MIXER_BASS", SOUND_MIXER_BASS},
        {"SOUND_MIXER_TREBLE", SOUND_MIXER_TREBLE},
        {"SOUND_MIXER_SYNTH", SOUND_MIXER_SYNTH},
        {"SOUND_MIXER_PCM", SOUND_MIXER_PCM},
        {"SOUND_MIXER_SPEAKER", SOUND_MIXER_SPEAKER},
        {"SOUND_MIXER_LINE", SOUND_MIXER_LINE},
        {"SOUND_MIXER_MIC", SOUND_MIXER_MIC},
        {"SOUND_MIXER_CD", SOUND_MIXER_CD},
        {"SOUND_MIXER_IMIX", SOUND_MIXER_IMIX},
        {"SOUND_MIXER_ALTPCM", SOUND_MIXER_ALTPCM},
        {"SOUND_MIXER_RECLEV", SOUND_MIXER_RECLEV},
        {"SOUND_MIXER_IGAIN", SOUND_MIXER_IGAIN},
        {"SOUND_MIXER_OGAIN", SOUND_MIXER_OGAIN},
        {"SOUND_MIXER_LINE1", SOUND_MIXER_LINE1},
        {"SOUND_MIXER_LINE2", SOUND_MIXER_LINE2},
        {"SOUND_MIXER_LINE3", SOUND_MIXER_LINE3},
        {"SOUND_MIXER_DIGITAL1", SOUND_MIXER_DIGITAL1},
        {"SOUND_MIXER_DIGITAL2", SOUND_MIXER_DIGITAL2},
        {"SOUND_MIXER_DIGITAL3", SOUND_MIXER_DIGITAL3},
        {"SOUND_MIXER_PHONEIN", SOUND_MIXER_PHONEIN},
        {"SOUND_MIXER_PHONEOUT", SOUND_MIXER_PHONEOUT},
        {"SOUND_MIXER_VIDEO", SOUND_MIXER_VIDEO},
        {"SOUND_MIXER_RADIO", SOUND_MIXER_RADIO},
        {"SOUND_MIXER_MONITOR", SOUND_MIXER_MONITOR},
        {"SOUND_MIXER_NONE", SOUND_MIXER_NONE},
        {"SOUND_MIXER_ENHANCE", SOUND_MIXER_ENHANCE},
        {"SOUND_MIXER_MUTE", SOUND_MIXER_MUTE},
        {"SOUND_MIXER_LOUD", SOUND_MIXER_LOUD},
        {"SOUND_MIXER_RECSRC", SOUND_MIXER_RECSRC},
        {"SOUND_MIXER_DEVMASK", SOUND_MIXER_DEVMASK},
        {"SOUND_MIXER_RECMASK", SOUND_MIXER_RECMASK},
        {"SOUND_MIXER_CAPS", SOUND_MIXER_CAPS},
        {"SOUND_MIXER_STEREODEVS", SOUND_MIXER_STEREODEVS},
        {"SOUND_MIXER_OUTSRC", SOUND_MIXER_OUTSRC},
        {"SOUND_MIXER_OUTMASK", SOUND_MIXER_OUTMASK},
        {"sizeof audio_buf_info", sizeof(audio_buf_info)},
        {"sizeof count_info", sizeof(count_info)},
        {"sizeof mixer_info", sizeof(mixer_info)},
        {"sizeof _old_mixer_info", sizeof(_old_mixer_info)},
        {"sizeof mixer_vol_table", sizeof(mixer_vol_table)},
    };
    for (const SystemNumber& number : systemConstants())
        EXPECT_EQ(ours.at(number.name), number.value) << number.name;
}

}  // namespace
