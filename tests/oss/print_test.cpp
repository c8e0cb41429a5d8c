// SPDX-License-Identifier: GPL-2.0-or-later
#include "oss/dsp.h"
#include "oss/ioctl.h"
#include "oss/print.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Printer = u32 (*)(const oss_printable*, char*, u32);

std::string printed(Printer printer, const oss_printable& call)
{
    char text[512];
    const u32 length = printer(&call, text, sizeof text);
    EXPECT_EQ(length, std::strlen(text));
    return text;
}

std::string print(Printer printer, u32 cmd, s64 in, s64 out, int error = 0)
{
    const s32 before = static_cast<s32>(in), after = static_cast<s32>(out);
    return printed(
        printer, {cmd, &before, oss_ioctl_in_bytes(cmd), &after, oss_ioctl_out_bytes(cmd), error});
}

std::string english(u32 cmd, s64 out, s64 in = 0, int error = 0)
{
    return print(oss_print_english, cmd, in, out, error);
}

std::string strace(u32 cmd, s64 in, s64 out, int error = 0)
{
    return print(oss_print_strace, cmd, in, out, error);
}

template <typename Argument>
std::string printStruct(Printer printer, u32 cmd, const Argument& out)
{
    return printed(printer, {cmd, nullptr, 0, &out, sizeof out, 0});
}

TEST(English, TheOldLines)
{
    EXPECT_EQ(english(SNDCTL_DSP_SETFMT, AFMT_S16_NE),
              std::string("SNDCTL_DSP_SETFMT   => ") +
                  (OSS_HOST_BIG_ENDIAN ? "AFMT_S16_BE AFMT_S16_NE" : "AFMT_S16_LE AFMT_S16_NE"));
    EXPECT_EQ(english(SNDCTL_DSP_STEREO, 1), "SNDCTL_DSP_STEREO   => yes");
    EXPECT_EQ(english(SNDCTL_DSP_SPEED, 44100), "SNDCTL_DSP_SPEED    => 44100");
}

TEST(English, SaysTheAnswer)
{
    EXPECT_EQ(english(SNDCTL_DSP_STEREO, 0, 1), "SNDCTL_DSP_STEREO   => no");
    EXPECT_EQ(english(SNDCTL_DSP_SPEED, 768000, 1000000), "SNDCTL_DSP_SPEED    => 768000");
    EXPECT_EQ(english(SNDCTL_DSP_SETTRIGGER, 0, 3),
              "SNDCTL_DSP_SETTRIGGER => PCM_ENABLE_INPUT PCM_ENABLE_OUTPUT");
}

TEST(English, NamesMeanings)
{
    EXPECT_EQ(english(SNDCTL_DSP_SETFRAGMENT, 0x00040009),
              "SNDCTL_DSP_SETFRAGMENT => 0x00040009: 4 x 512 bytes");
    EXPECT_EQ(english(SNDCTL_DSP_SETFRAGMENT, 0x7fff000c),
              "SNDCTL_DSP_SETFRAGMENT => 0x7fff000c: any x 4096 bytes");
    EXPECT_EQ(english(SNDCTL_DSP_SETFRAGMENT, 0x0004ffff), "SNDCTL_DSP_SETFRAGMENT => 0x0004ffff");
    EXPECT_EQ(english(MIXER_WRITE(SOUND_MIXER_PCM), 50 | 60 << 8),
              "SOUND_MIXER_WRITE_PCM => 50:60 %");
    EXPECT_EQ(english(MIXER_READ(SOUND_MIXER_RECSRC), 0x81), "SOUND_MIXER_READ_RECSRC => vol mic");
    EXPECT_EQ(english(MIXER_READ(SOUND_MIXER_CAPS), 0), "SOUND_MIXER_READ_CAPS => 0x0");
    EXPECT_EQ(english(SNDCTL_DSP_GETCAPS, DSP_CAP_DUPLEX | DSP_CAP_MMAP | 1),
              "SNDCTL_DSP_GETCAPS  => DSP_CAP_DUPLEX DSP_CAP_MMAP 0x1");
    EXPECT_EQ(english(SNDCTL_DSP_SETFMT, 0), "SNDCTL_DSP_SETFMT   => 0");
    EXPECT_EQ(english(OSS_GETVERSION, 0x030802), "OSS_GETVERSION      => 3.8.2");
    EXPECT_EQ(english(SNDCTL_DSP_GETODELAY, -2147483647 - 1),
              "SNDCTL_DSP_GETODELAY => -2147483648");
}

TEST(English, CallsWithoutArgumentAreTheirName)
{
    EXPECT_EQ(english(SNDCTL_DSP_RESET, 0), "SNDCTL_DSP_RESET");
    EXPECT_EQ(english(SNDCTL_DSP_SYNC, 0, 0, EINTR), "SNDCTL_DSP_SYNC     => EINTR");
}

TEST(English, ErrorsComeWithTheArgument)
{
    EXPECT_EQ(english(SNDCTL_DSP_SETFRAGMENT, 0, 0x00020019, EINVAL),
              "SNDCTL_DSP_SETFRAGMENT => EINVAL (0x00020019: 2 x 33554432 bytes)");
    EXPECT_EQ(english(SNDCTL_DSP_GETODELAY, 0, 0, EINVAL), "SNDCTL_DSP_GETODELAY => EINVAL");
    EXPECT_EQ(english(SNDCTL_DSP_SPEED, 0, 8000, 4711), "SNDCTL_DSP_SPEED    => 4711 (8000)");
}

TEST(English, UnknownRequestsAreHex)
{
    EXPECT_EQ(english(0xc004502e, 0, 0, EINVAL), "0xc004502e          => EINVAL");
    const u8 bytes[20] = {0xde, 0xad};
    EXPECT_EQ(printed(oss_print_english, {0x5401, bytes, 2, nullptr, 0, ENOTTY}),
              "0x00005401          => ENOTTY (de ad)");
    EXPECT_EQ(printed(oss_print_english, {0x5401, bytes, 20, nullptr, 0, 0}),
              "0x00005401          => de ad 00 00 00 00 00 00 00 00 00 00 00 00 00 00...");
}

TEST(English, Structures)
{
    EXPECT_EQ(
        printStruct(oss_print_english, SNDCTL_DSP_GETOSPACE, audio_buf_info{15, 16, 4096, 61440}),
        "SNDCTL_DSP_GETOSPACE => 15 of 16 fragments of 4096 bytes, 61440 bytes");
    EXPECT_EQ(printStruct(oss_print_english, SNDCTL_DSP_GETOPTR, count_info{8192, 2, 8192}),
              "SNDCTL_DSP_GETOPTR  => 8192 bytes, 2 blocks, at 8192");
    const mixer_info info = {"dsproxy", "virtual\n\x1b[31m", 3, {}};
    EXPECT_EQ(printStruct(oss_print_english, SOUND_MIXER_INFO, info),
              "SOUND_MIXER_INFO    => dsproxy, virtual??[31m, 3 changes");
    const _old_mixer_info old = {"dsproxy", "virtual"};
    EXPECT_EQ(printStruct(oss_print_english, SOUND_OLD_MIXER_INFO, old),
              "SOUND_OLD_MIXER_INFO => dsproxy, virtual");
    const mixer_vol_table levels = {2, "vol", {}};
    EXPECT_EQ(printStruct(oss_print_english, SOUND_MIXER_GETLEVELS, levels),
              "SOUND_MIXER_GETLEVELS => 2, vol");
}

oss_audioinfo someEngine()
{
    oss_audioinfo info{};
    info.dev = 2;
    std::strcpy(info.name, "virtual\n\x1b[31m");
    info.busy = PCM_ENABLE_OUTPUT;
    info.pid = 7;
    info.caps = PCM_CAP_OUTPUT | PCM_CAP_SHADOW;
    info.iformats = info.oformats = AFMT_U8;
    std::strcpy(info.cmd, "mtv");
    std::strcpy(info.devnode, "/dev/audio");
    return info;
}

/// As much of a structure as an event holds.
template <class T> std::string printPart(Printer printer, u32 cmd, const T& in, const T& out)
{
    const u32 held = std::min<u32>(sizeof(T), 96);
    return printed(printer, {cmd, &in, held, &out, held, 0});
}

TEST(English, StructuresOfVersionFour)
{
    oss_audioinfo asked{};
    asked.dev = -1;
    EXPECT_EQ(printPart(oss_print_english, SNDCTL_ENGINEINFO, asked, someEngine()),
              "SNDCTL_ENGINEINFO   => dev 2, name virtual??[31m, busy PCM_ENABLE_OUTPUT, pid 7, "
              "caps PCM_CAP_OUTPUT PCM_CAP_SHADOW, iformats AFMT_U8, oformats AFMT_U8");
    const oss_longname song = "Song\t2";
    EXPECT_EQ(printed(oss_print_english, {SNDCTL_SETSONG, song, sizeof song, nullptr, 0, 0}),
              "SNDCTL_SETSONG      => Song?2");
    const u64 order = CHNORDER_NORMAL;
    EXPECT_EQ(printStruct(oss_print_english, SNDCTL_DSP_GET_CHNORDER, order),
              "SNDCTL_DSP_GET_CHNORDER => order 0x87654321");
    oss_count position{};
    position.samples = 5'000'000'000;
    EXPECT_EQ(printStruct(oss_print_english, OSS_DSP_CURRENT_OPTR64, position),
              "SNDCTL_DSP_CURRENT_OPTR => samples 5000000000, fifo_samples 0");
}

TEST(Strace, StructuresOfVersionFour)
{
    oss_audioinfo asked{};
    asked.dev = -1;
    EXPECT_EQ(printPart(oss_print_strace, SNDCTL_ENGINEINFO, asked, someEngine()),
              R"(SNDCTL_ENGINEINFO, {dev=-1} => {dev=2, name="virtual??[31m", )"
              R"(busy=PCM_ENABLE_OUTPUT, pid=7, caps=PCM_CAP_OUTPUT|PCM_CAP_SHADOW, )"
              R"(iformats=AFMT_U8, oformats=AFMT_U8})");
    EXPECT_EQ(printStruct(oss_print_strace, SNDCTL_ENGINEINFO, someEngine()).substr(134),
              R"(oformats=AFMT_U8, cmd="mtv", song_name="", label="", devnode="/dev/audio"})");
    oss_mixext ext{};
    ext.ctrl = 3;
    ext.type = MIXT_ENUM;
    ext.flags = MIXF_READABLE | MIXF_DESCR;
    EXPECT_EQ(printStruct(oss_print_strace, SNDCTL_MIX_EXTINFO, ext).substr(0, 79),
              "SNDCTL_MIX_EXTINFO, {dev=0, ctrl=3, type=MIXT_ENUM, minvalue=0, maxvalue=0, fla");
    EXPECT_EQ(printPart(oss_print_strace, SNDCTL_DSP_SYNCGROUP, oss_syncgroup{0, 2, {}},
                        oss_syncgroup{1, 2, {}}),
              "SNDCTL_DSP_SYNCGROUP, {id=0, mode=PCM_ENABLE_OUTPUT} => "
              "{id=1, mode=PCM_ENABLE_OUTPUT}");
    const oss_label label = "left";
    EXPECT_EQ(printStruct(oss_print_strace, SNDCTL_GETLABEL, label), R"(SNDCTL_GETLABEL, "left")");
}

TEST(Strace, ShowsAChangedValueTwice)
{
    EXPECT_EQ(strace(SNDCTL_DSP_SPEED, 44100, 44100), "SNDCTL_DSP_SPEED, [44100]");
    EXPECT_EQ(strace(SNDCTL_DSP_SPEED, 44100, 48000), "SNDCTL_DSP_SPEED, [44100] => [48000]");
    EXPECT_EQ(strace(SNDCTL_DSP_GETODELAY, 0, 17), "SNDCTL_DSP_GETODELAY, [17]");
    EXPECT_EQ(strace(SNDCTL_DSP_SETTRIGGER, 3, 0),
              "SNDCTL_DSP_SETTRIGGER, [PCM_ENABLE_INPUT|PCM_ENABLE_OUTPUT]");
    EXPECT_EQ(strace(SNDCTL_DSP_RESET, 0, 0), "SNDCTL_DSP_RESET");
}

TEST(Strace, ErrorsShowWhatWasAsked)
{
    EXPECT_EQ(strace(SNDCTL_DSP_SUBDIVIDE, 3, 99, EINVAL), "SNDCTL_DSP_SUBDIVIDE, [3]");
    EXPECT_EQ(strace(0xc004502e, 0, 0, EINVAL), "0xc004502e");
}

TEST(Strace, Structures)
{
    EXPECT_EQ(
        printStruct(oss_print_strace, SNDCTL_DSP_GETISPACE, audio_buf_info{1, 16, 4096, 4096}),
        "SNDCTL_DSP_GETISPACE, {fragments=1, fragstotal=16, fragsize=4096, bytes=4096}");
    EXPECT_EQ(printStruct(oss_print_strace, SNDCTL_DSP_GETIPTR, count_info{1, 2, 3}),
              "SNDCTL_DSP_GETIPTR, {bytes=1, blocks=2, ptr=3}");
    const mixer_info info = {"dsproxy", "virtual", 3, {}};
    EXPECT_EQ(printStruct(oss_print_strace, SOUND_MIXER_INFO, info),
              R"(SOUND_MIXER_INFO, {id="dsproxy", name="virtual", modify_counter=3})");
    const mixer_vol_table levels = {2, "vol", {}};
    EXPECT_EQ(printStruct(oss_print_strace, SOUND_MIXER_GETLEVELS, levels),
              R"(SOUND_MIXER_GETLEVELS, {num=2, name="vol"})");
}

TEST(Print, NeverWritesPastItsSize)
{
    const std::vector<u8> argument(OSS_ARG_MAX, 0xff);
    for (const Printer printer : {oss_print_english, oss_print_strace})
        for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++)
            for (const int error : {0, EINVAL}) {
                const oss_printable call = {row->cmd,
                                            argument.data(),
                                            oss_ioctl_in_bytes(row->cmd),
                                            argument.data(),
                                            oss_ioctl_out_bytes(row->cmd),
                                            error};
                char whole[2048];
                const u32 length = printer(&call, whole, sizeof whole);
                ASSERT_EQ(length, std::strlen(whole)) << row->name;
                for (u32 size = 0; size <= length + 1; size++) {
                    std::vector<char> text(size + 1, '#');
                    ASSERT_EQ(printer(&call, text.data(), size), length);
                    ASSERT_EQ(text[size], '#');
                    if (size) {
                        ASSERT_EQ(text.data(), std::string(whole).substr(0, size - 1));
                    }
                }
            }
}

TEST(Print, ShortArgumentsAreRead)
{
    const std::vector<u8> argument(OSS_ARG_MAX, 0xff);
    for (u32 i = 0; const struct oss_ioctl* row = oss_ioctl_at(i); i++)
        for (u32 bytes = 0; bytes < OSS_IOC_SIZE(row->cmd); bytes++) {
            const std::vector<u8> part(argument.begin(), argument.begin() + bytes);
            char text[512];
            const oss_printable call = {row->cmd, part.data(), bytes, part.data(), bytes, 0};
            EXPECT_GT(oss_print_english(&call, text, sizeof text), 0u);
            EXPECT_GT(oss_print_strace(&call, text, sizeof text), 0u);
        }
}

TEST(Print, Formats)
{
    char text[32];
    EXPECT_EQ(oss_print_format(AFMT_S24_PACKED, text, sizeof text), 15u);
    EXPECT_STREQ(text, "AFMT_S24_PACKED");
    oss_print_format(0x123, text, sizeof text);
    EXPECT_STREQ(text, "0x123");
    oss_print_format(0, text, sizeof text);
    EXPECT_STREQ(text, "0x0");
}

TEST(Print, ErrnoNames)
{
    EXPECT_STREQ(oss_errno_name(EINVAL), "EINVAL");
    EXPECT_STREQ(oss_errno_name(EIO), "EIO");
    EXPECT_STREQ(oss_errno_name(EAGAIN), "EAGAIN");
    EXPECT_STREQ(oss_errno_name(ESPIPE), "ESPIPE");
    EXPECT_EQ(oss_errno_name(0), nullptr);
    EXPECT_EQ(OSS_EINVAL, EINVAL);
    EXPECT_EQ(OSS_EIO, EIO);
}

TEST(Print, ChannelNames)
{
    EXPECT_STREQ(oss_mixer_channel_name(SOUND_MIXER_VOLUME), "vol");
    EXPECT_STREQ(oss_mixer_channel_name(SOUND_MIXER_MONITOR), "monitor");
    EXPECT_EQ(oss_mixer_channel_name(SOUND_MIXER_NRDEVICES), nullptr);
}

TEST(Print, MisuseTexts)
{
    for (u32 bit = 1; bit <= OSS_MISUSE_RW_AFTER_MMAP; bit <<= 1)
        EXPECT_NE(oss_misuse_text(bit), nullptr);
    EXPECT_EQ(oss_misuse_text(0), nullptr);
    EXPECT_EQ(oss_misuse_text(1u << 31), nullptr);
}

}  // namespace
