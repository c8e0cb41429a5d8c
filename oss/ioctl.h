/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The table of every ioctl, and the one function that answers them. */
#ifndef OSS_IOCTL_H
#define OSS_IOCTL_H

#include "abi.h"
#include "abi4.h"
#include "device.h"
#include "dsp.h"
#include "port.h"

OSS_BEGIN_DECLS

/* Which opens an ioctl is for. 'M' and 'X' calls work on a dsp too; 'P' and 'Y' calls need one. */
enum oss_target { OSS_ON_ANY, OSS_ON_DSP };

/* Layout of the argument in the program's memory, the same for 32 and 64 bit programs. */
enum oss_layout {
	OSS_ARG_NONE,
	OSS_ARG_INT,
	OSS_ARG_AUDIO_BUF_INFO,
	OSS_ARG_COUNT_INFO,
	OSS_ARG_MIXER_INFO,
	OSS_ARG_OLD_MIXER_INFO,
	OSS_ARG_MIXER_VOL_TABLE,
	OSS_ARG_ERRINFO,
	OSS_ARG_SYNCGROUP,
	OSS_ARG_COUNT,		/* with or without padding at the end */
	OSS_ARG_CHNORDER,
	OSS_ARG_PEAKS,
	OSS_ARG_SYSINFO,
	OSS_ARG_AUDIOINFO,
	OSS_ARG_MIXERINFO,
	OSS_ARG_CARD_INFO,
	OSS_ARG_MIXEXT,
	OSS_ARG_MIXER_VALUE,
	OSS_ARG_ENUMINFO,
	OSS_ARG_TEXT,		/* a longname or a label */
	OSS_ARG_BYTES,		/* known size, content not interpreted */
};

/* How a person reads the value of an OSS_ARG_INT. */
enum oss_meaning {
	OSS_MEANS_NUMBER,
	OSS_MEANS_YES_NO,
	OSS_MEANS_FORMATS,	/* AFMT_ names */
	OSS_MEANS_FRAGMENT,	/* 0xMMMMSSSS */
	OSS_MEANS_CAPS,		/* DSP_CAP_ / PCM_CAP_ names */
	OSS_MEANS_TRIGGER,	/* PCM_ENABLE_ names */
	OSS_MEANS_VOLUME,	/* left:right in per cent */
	OSS_MEANS_CHANNELS,	/* mask of mixer channel names */
	OSS_MEANS_VERSION,	/* 3.8.16 */
	OSS_MEANS_CONTROL,	/* one of MIXT_ */
	OSS_MEANS_CONTROL_FLAGS,	/* MIXF_ names */
	OSS_MEANS_HEX,
};

#define OSS_ARG_MAX 3528u	/* oss_mixer_enuminfo, the largest */

/*
 * One ioctl on its way through oss_ioctl(). The shell copies in, calls, copies out. It is large
 * (3.5 KiB for a list of names) and most calls use a few bytes: nobody need clear more than those.
 */
struct oss_call {
	u32 cmd;
	u64 now_ns;
	u32 effects;		/* out: enum oss_effect */
	union {
		s32 value;
		struct audio_buf_info space;
		struct count_info count;
		struct mixer_info mixer_info;
		struct _old_mixer_info old_mixer_info;
		struct mixer_vol_table vol_table;
		struct audio_errinfo errors;
		struct oss_syncgroup syncgroup;
		struct oss_count position;
		u64 channel_order;
		oss_peaks peaks;
		struct oss_sysinfo sysinfo;
		struct oss_audioinfo audioinfo;
		struct oss_mixerinfo mixerinfo;
		struct oss_card_info card_info;
		struct oss_mixext mixext;
		struct oss_mixer_value mixer_value;
		struct oss_mixer_enuminfo enuminfo;
		oss_longname longname;
		oss_label label;
		u8 bytes[OSS_ARG_MAX];
	} arg;
};

struct oss_ioctl {
	u32 cmd;		/* the full number: type, number, direction, size */
	const char *name;	/* "SNDCTL_DSP_SPEED" */
	u8 target;
	u8 layout;
	u8 meaning;
	/* Returns 0 or a positive errno value. DSP is NULL on a mixer node. */
	int (*handle)(struct oss_device *device, struct oss_dsp *dsp, struct oss_call *call);
};

/* The row of this number or of its normal spelling; NULL when there is none. */
const struct oss_ioctl *oss_ioctl_find(u32 cmd);

/*
 * The number that the table knows a call by. Old programs spell mixer calls in other ways: any 'M'
 * number with the IN bit writes, with the OUT bit alone it reads. Other numbers stay as they are.
 */
u32 oss_ioctl_normal(u32 cmd);

/* Row I in table order; NULL past the end. For printers, fuzzers, docs. */
const struct oss_ioctl *oss_ioctl_at(u32 i);
u32 oss_ioctl_count(void);

/* Bytes to copy in before, and out after, a successful call of this number; 0 for unknown ones. */
u32 oss_ioctl_in_bytes(u32 cmd);
u32 oss_ioctl_out_bytes(u32 cmd);

/* True for the type letters that are ours to answer on one of our fds. */
bool oss_ioctl_is_ours(u32 cmd);

/*
 * Answers one call on DSP, an open that DEVICE knows, or on a node without one (NULL). The streams
 * must have been advanced to call->now_ns. Returns 0 or a positive errno (EINVAL for unknown
 * numbers). On OSS_FX_WAIT_DRAIN nothing was done but starting what was queued: call again, with
 * the argument as it was, when oss_play_drained(); it may then say so once more, until
 * oss_play_heard(). On OSS_FX_METER: see meter.h, and call again.
 */
int oss_ioctl(struct oss_device *device, struct oss_dsp *dsp, struct oss_call *call);

OSS_END_DECLS

#endif
