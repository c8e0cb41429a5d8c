// SPDX-License-Identifier: GPL-2.0-or-later
/// Version 4 of OSS for systems whose header ends with version 3, as Linux' does.
#pragma once

#include "sound_abi.h"

#ifndef SNDCTL_SYSINFO

struct audio_errinfo {
    int play_underruns, rec_overruns;
    unsigned play_ptradjust, rec_ptradjust;
    int play_errorcount, rec_errorcount;
    int play_lasterror, rec_lasterror;
    int play_errorparm, rec_errorparm;
    int filler[16];
};

struct oss_syncgroup {
    int id, mode;
    int filler[16];
};

/// 140 bytes in a 32-bit program, 144 in others: the compiler of each knows.
struct oss_count_t {
    long long samples;
    int fifo_samples;
    int filler[32];
};

struct oss_sysinfo {
    char product[32];
    char version[32];
    int versionnum;
    char options[128];
    int numaudios;
    int openedaudio[8];
    int numsynths, nummidis, numtimers, nummixers;
    int openedmidi[8];
    int numcards;
    int numaudioengines;
    char license[16];
    int filler[236];
};

struct oss_audioinfo {
    int dev;
    char name[64];
    int busy, pid, caps, iformats, oformats, magic;
    char cmd[64];
    int card_number, port_number, mixer_dev, legacy_device, enabled, flags;
    int min_rate, max_rate, min_channels, max_channels, binding, rate_source;
    char handle[32];
    unsigned nrates, rates[20];
    char song_name[64];
    char label[16];
    int latency;
    char devnode[32];
    int next_play_engine, next_rec_engine;
    int filler[184];
};

struct oss_mixerinfo {
    int dev;
    char id[16];
    char name[32];
    int modify_counter, card_number, port_number;
    char handle[32];
    int magic, enabled, caps, flags, nrext, priority;
    char devnode[32];
    int legacy_device;
    int filler[245];
};

struct oss_card_info {
    int card;
    char shortname[16];
    char longname[128];
    int flags;
    char hw_info[400];
    int intr_count, ack_count;
    int filler[154];
};

struct oss_mixext {
    int dev, ctrl, type, maxvalue, minvalue, flags;
    char id[16];
    int parent, dummy, timestamp;
    char data[64];
    unsigned char enum_present[32];
    int control_no;
    unsigned desc;
    char extname[32];
    int update_counter, rgbcolor;
    int filler[6];
};

struct oss_mixer_value {
    int dev, ctrl, value, flags, timestamp;
    int filler[8];
};

struct oss_mixer_enuminfo {
    int dev, ctrl, nvalues, version;
    short strindex[255];
    char strings[3000];
};

typedef char oss_longname_t[64];
typedef char oss_label_t[16];
typedef unsigned short oss_peaks_t[128];

#define PCM_CAP_INPUT 0x00010000
#define PCM_CAP_OUTPUT 0x00020000
#define PCM_CAP_SHADOW 0x01000000
#define MIXT_DEVROOT 0
#define MIXT_ENUM 3
#define MIXT_MONOSLIDER 4
#define MIXT_STEREOSLIDER 5

#define SNDCTL_DSP_GETPLAYVOL _IOR('P', 24, int)
#define SNDCTL_DSP_SETPLAYVOL _IOWR('P', 24, int)
#define SNDCTL_DSP_GETERROR _IOR('P', 25, audio_errinfo)
#define SNDCTL_DSP_SYNCGROUP _IOWR('P', 28, oss_syncgroup)
#define SNDCTL_DSP_SYNCSTART _IOW('P', 29, int)
#define SNDCTL_DSP_COOKEDMODE _IOW('P', 30, int)
#define SNDCTL_DSP_SILENCE _IO('P', 31)
#define SNDCTL_DSP_SKIP _IO('P', 32)
#define SNDCTL_DSP_HALT_INPUT _IO('P', 33)
#define SNDCTL_DSP_HALT_OUTPUT _IO('P', 34)
#define SNDCTL_DSP_LOW_WATER _IOW('P', 34, int)
#define SNDCTL_DSP_CURRENT_IPTR _IOR('P', 35, oss_count_t)
#define SNDCTL_DSP_CURRENT_OPTR _IOR('P', 36, oss_count_t)
#define SNDCTL_DSP_GETRECVOL _IOR('P', 41, int)
#define SNDCTL_DSP_SETRECVOL _IOWR('P', 41, int)
#define SNDCTL_DSP_GETOPEAKS _IOR('P', 44, oss_peaks_t)
#define SNDCTL_DSP_POLICY _IOW('P', 45, int)
#define SNDCTL_SYSINFO _IOR('X', 1, oss_sysinfo)
#define SNDCTL_MIX_NRMIX _IOR('X', 2, int)
#define SNDCTL_MIX_NREXT _IOWR('X', 3, int)
#define SNDCTL_MIX_EXTINFO _IOWR('X', 4, oss_mixext)
#define SNDCTL_MIX_READ _IOWR('X', 5, oss_mixer_value)
#define SNDCTL_MIX_WRITE _IOWR('X', 6, oss_mixer_value)
#define SNDCTL_AUDIOINFO _IOWR('X', 7, oss_audioinfo)
#define SNDCTL_MIX_ENUMINFO _IOWR('X', 8, oss_mixer_enuminfo)
#define SNDCTL_MIXERINFO _IOWR('X', 10, oss_mixerinfo)
#define SNDCTL_CARDINFO _IOWR('X', 11, oss_card_info)
#define SNDCTL_ENGINEINFO _IOWR('X', 12, oss_audioinfo)
#define SNDCTL_SETSONG _IOW('Y', 2, oss_longname_t)
#define SNDCTL_GETSONG _IOR('Y', 2, oss_longname_t)
#define SNDCTL_SETLABEL _IOW('Y', 4, oss_label_t)
#define SNDCTL_GETLABEL _IOR('Y', 4, oss_label_t)

#endif
