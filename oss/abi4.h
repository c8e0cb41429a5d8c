/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * What version 4 of the Open Sound System added: <linux/soundcard.h> has none of it.
 *
 * Structures have the same layout in 32 and 64 bit programs; where the size differs, by the
 * alignment of a 64 bit number at the end, there are two numbers, OSS_..32 and OSS_..64.
 */
#ifndef OSS_ABI4_H
#define OSS_ABI4_H

#include "abi.h"

#define OSS_LONGNAME_SIZE 64
#define OSS_LABEL_SIZE 16
#define OSS_DEVNODE_SIZE 32
typedef char oss_longname[OSS_LONGNAME_SIZE];
typedef char oss_label[OSS_LABEL_SIZE];
typedef char oss_devnode[OSS_DEVNODE_SIZE];

/* -- A dsp. -- */

/* Counts are since the last call, a lasterror is one of enum oss_error. */
struct audio_errinfo {
	s32 play_underruns;
	s32 rec_overruns;
	u32 play_ptradjust;
	u32 rec_ptradjust;
	s32 play_errorcount;
	s32 rec_errorcount;
	s32 play_lasterror;
	s32 rec_lasterror;
	s32 play_errorparm;
	s32 rec_errorparm;
	s32 filler[16];
};

struct oss_syncgroup {
	s32 id;
	s32 mode;		/* PCM_ENABLE_ bits */
	s32 filler[16];
};

struct oss_count {
	u64 samples;		/* of one channel */
	s32 fifo_samples;
	s32 filler[32];
};

typedef u8 oss_count32[140];
typedef u8 oss_count64[144];
typedef u8 oss_digital_control[284];

#define OSS_PEAK_CHANNELS 128
typedef u16 oss_peaks[OSS_PEAK_CHANNELS];

#define CHNORDER_UNDEF 0x0000000000000000ull
#define CHNORDER_NORMAL 0x0000000087654321ull
#define CHID_MAX 8		/* a nibble each: L R C LFE LS RS LR RR are 1 to 8 */

#define SNDCTL_DSP_HALT SNDCTL_DSP_RESET
#define SNDCTL_DSP_GETPLAYVOL OSS_IOR('P', 24, s32)
#define SNDCTL_DSP_SETPLAYVOL OSS_IOWR('P', 24, s32)
#define SNDCTL_DSP_GETERROR OSS_IOR('P', 25, struct audio_errinfo)
#define SNDCTL_DSP_READCTL OSS_IOWR('P', 26, oss_digital_control)
#define SNDCTL_DSP_WRITECTL OSS_IOWR('P', 27, oss_digital_control)
#define SNDCTL_DSP_SYNCGROUP OSS_IOWR('P', 28, struct oss_syncgroup)
#define SNDCTL_DSP_SYNCSTART OSS_IOW('P', 29, s32)
#define SNDCTL_DSP_COOKEDMODE OSS_IOW('P', 30, s32)
#define OSS_DSP_COOKEDMODE_IOWR OSS_IOWR('P', 30, s32)	/* as older headers spell it */
#define SNDCTL_DSP_SILENCE OSS_IO('P', 31)
#define SNDCTL_DSP_SKIP OSS_IO('P', 32)
#define SNDCTL_DSP_HALT_INPUT OSS_IO('P', 33)
#define SNDCTL_DSP_HALT_OUTPUT OSS_IO('P', 34)
#define SNDCTL_DSP_LOW_WATER OSS_IOW('P', 34, s32)
#define OSS_DSP_CURRENT_IPTR32 OSS_IOR('P', 35, oss_count32)
#define OSS_DSP_CURRENT_IPTR64 OSS_IOR('P', 35, oss_count64)
#define OSS_DSP_CURRENT_OPTR32 OSS_IOR('P', 36, oss_count32)
#define OSS_DSP_CURRENT_OPTR64 OSS_IOR('P', 36, oss_count64)
#define SNDCTL_DSP_GET_RECSRC_NAMES OSS_IOR('P', 37, struct oss_mixer_enuminfo)
#define SNDCTL_DSP_GET_RECSRC OSS_IOR('P', 38, s32)
#define SNDCTL_DSP_SET_RECSRC OSS_IOWR('P', 38, s32)
#define SNDCTL_DSP_GET_PLAYTGT_NAMES OSS_IOR('P', 39, struct oss_mixer_enuminfo)
#define SNDCTL_DSP_GET_PLAYTGT OSS_IOR('P', 40, s32)
#define SNDCTL_DSP_SET_PLAYTGT OSS_IOWR('P', 40, s32)
#define SNDCTL_DSP_GETRECVOL OSS_IOR('P', 41, s32)
#define SNDCTL_DSP_SETRECVOL OSS_IOWR('P', 41, s32)
#define SNDCTL_DSP_GET_CHNORDER OSS_IOR('P', 42, u64)
#define SNDCTL_DSP_SET_CHNORDER OSS_IOWR('P', 42, u64)
#define SNDCTL_DSP_GETIPEAKS OSS_IOR('P', 43, oss_peaks)
#define SNDCTL_DSP_GETOPEAKS OSS_IOR('P', 44, oss_peaks)
#define SNDCTL_DSP_POLICY OSS_IOW('P', 45, s32)

/* -- What there is: answered on every node. -- */

struct oss_sysinfo {
	char product[32];
	char version[32];
	s32 versionnum;		/* as OSS_GETVERSION */
	char options[128];
	s32 numaudios;		/* device files */
	s32 openedaudio[8];	/* a bit for each that is open */
	s32 numsynths;
	s32 nummidis;
	s32 numtimers;
	s32 nummixers;
	s32 openedmidi[8];
	s32 numcards;
	s32 numaudioengines;
	char license[16];
	s32 filler[236];	/* -1 */
};

#define OSS_MAX_SAMPLE_RATES 20

struct oss_audioinfo {
	s32 dev;
	char name[64];
	s32 busy;		/* PCM_ENABLE_ bits */
	s32 pid;
	s32 caps;
	s32 iformats;
	s32 oformats;
	s32 magic;
	char cmd[64];
	s32 card_number;
	s32 port_number;
	s32 mixer_dev;
	s32 legacy_device;
	s32 enabled;
	s32 flags;
	s32 min_rate;
	s32 max_rate;
	s32 min_channels;
	s32 max_channels;
	s32 binding;
	s32 rate_source;
	char handle[32];
	u32 nrates;
	u32 rates[OSS_MAX_SAMPLE_RATES];
	oss_longname song_name;
	oss_label label;
	s32 latency;		/* microseconds */
	oss_devnode devnode;
	s32 next_play_engine;
	s32 next_rec_engine;
	s32 filler[184];
};

struct oss_mixerinfo {
	s32 dev;
	char id[16];
	char name[32];
	s32 modify_counter;
	s32 card_number;
	s32 port_number;
	char handle[32];
	s32 magic;
	s32 enabled;
	s32 caps;
	s32 flags;
	s32 nrext;
	s32 priority;
	oss_devnode devnode;
	s32 legacy_device;
	s32 filler[245];
};

#define MIXER_CAP_VIRTUAL 0x00000001

struct oss_card_info {
	s32 card;
	char shortname[16];
	char longname[128];
	s32 flags;
	char hw_info[400];
	s32 intr_count;
	s32 ack_count;
	s32 filler[154];
};

typedef u8 oss_midi_info[1256];	/* never answered: there are no MIDI ports */

#define SNDCTL_SYSINFO OSS_IOR('X', 1, struct oss_sysinfo)
#define SNDCTL_AUDIOINFO OSS_IOWR('X', 7, struct oss_audioinfo)
#define SNDCTL_MIDIINFO OSS_IOWR('X', 9, oss_midi_info)
#define SNDCTL_MIXERINFO OSS_IOWR('X', 10, struct oss_mixerinfo)
#define SNDCTL_CARDINFO OSS_IOWR('X', 11, struct oss_card_info)
#define SNDCTL_ENGINEINFO OSS_IOWR('X', 12, struct oss_audioinfo)
#define SNDCTL_AUDIOINFO_EX OSS_IOWR('X', 13, struct oss_audioinfo)

/* -- The tree of mixer controls. -- */

struct oss_mixext {
	s32 dev;
	s32 ctrl;
	s32 type;		/* MIXT_ */
	s32 maxvalue;
	s32 minvalue;
	s32 flags;		/* MIXF_ */
	char id[16];
	s32 parent;
	s32 dummy;
	s32 timestamp;
	char data[64];		/* of the root: struct oss_mixext_root */
	u8 enum_present[32];
	s32 control_no;		/* channel of version 3, or -1 */
	u32 desc;
	char extname[32];
	s32 update_counter;
	s32 rgbcolor;
	s32 filler[6];
};

struct oss_mixext_root {
	char id[16];
	char name[48];
};

struct oss_mixer_value {
	s32 dev;
	s32 ctrl;
	s32 value;
	s32 flags;
	s32 timestamp;		/* that of the control */
	s32 filler[8];
};

#define OSS_ENUM_MAXVALUE 255
#define OSS_ENUM_STRINGSIZE 3000

struct oss_mixer_enuminfo {
	s32 dev;
	s32 ctrl;
	s32 nvalues;
	s32 version;
	s16 strindex[OSS_ENUM_MAXVALUE];
	char strings[OSS_ENUM_STRINGSIZE];
};

#define MIXT_DEVROOT 0
#define MIXT_ENUM 3
#define MIXT_MONOSLIDER 4
#define MIXT_STEREOSLIDER 5

#define MIXF_READABLE 0x00000001
#define MIXF_WRITEABLE 0x00000002
#define MIXF_MAINVOL 0x00000400
#define MIXF_PCMVOL 0x00000800
#define MIXF_RECVOL 0x00001000
#define MIXF_MONVOL 0x00002000
#define MIXF_DESCR 0x00008000

#define MIXEXT_SCOPE_OTHER 0
#define MIXEXT_SCOPE_INPUT 1
#define MIXEXT_SCOPE_OUTPUT 2
#define MIXEXT_SCOPE_MONITOR 3
#define MIXEXT_SCOPE_RECSWITCH 4

#define SNDCTL_MIX_NRMIX OSS_IOR('X', 2, s32)
#define SNDCTL_MIX_NREXT OSS_IOWR('X', 3, s32)
#define SNDCTL_MIX_EXTINFO OSS_IOWR('X', 4, struct oss_mixext)
#define SNDCTL_MIX_READ OSS_IOWR('X', 5, struct oss_mixer_value)
#define SNDCTL_MIX_WRITE OSS_IOWR('X', 6, struct oss_mixer_value)
#define SNDCTL_MIX_ENUMINFO OSS_IOWR('X', 8, struct oss_mixer_enuminfo)
#define SNDCTL_MIX_DESCRIPTION OSS_IOWR('X', 14, struct oss_mixer_enuminfo)

/* -- Names that programs give. -- */

#define SNDCTL_SETSONG OSS_IOW('Y', 2, oss_longname)
#define SNDCTL_GETSONG OSS_IOR('Y', 2, oss_longname)
#define SNDCTL_SETNAME OSS_IOW('Y', 3, oss_longname)
#define SNDCTL_GETNAME OSS_IOR('Y', 3, oss_longname)	/* ours: no header has it */
#define SNDCTL_SETLABEL OSS_IOW('Y', 4, oss_label)
#define SNDCTL_GETLABEL OSS_IOR('Y', 4, oss_label)

/* The numbers carry these sizes: a wrong one is another call. */
#ifdef __cplusplus
#define OSS_SIZE(type, bytes) static_assert(sizeof(type) == (bytes), #type)
#else
#define OSS_SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), #type)
#endif

OSS_SIZE(struct audio_errinfo, 104);
OSS_SIZE(struct oss_syncgroup, 72);
OSS_SIZE(oss_peaks, 256);
OSS_SIZE(struct oss_sysinfo, 1248);
OSS_SIZE(struct oss_audioinfo, 1180);
OSS_SIZE(struct oss_mixerinfo, 1136);
OSS_SIZE(struct oss_card_info, 1176);
OSS_SIZE(struct oss_mixext, 220);
OSS_SIZE(struct oss_mixext_root, 64);
OSS_SIZE(struct oss_mixer_value, 52);
OSS_SIZE(struct oss_mixer_enuminfo, 3528);

#endif
