/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Calls as text, for the log in every shell. A printer writes at most SIZE bytes, the NUL among
 * them, and returns the length that the whole text has, as snprintf() does.
 */
#ifndef OSS_PRINT_H
#define OSS_PRINT_H

#include "port.h"

OSS_BEGIN_DECLS

/* A call as the log knows it: argument bytes before and after, errno (0: success). */
struct oss_printable {
	u32 cmd;
	const void *in;		/* NULL or in_bytes bytes */
	u32 in_bytes;
	const void *out;	/* NULL or out_bytes bytes */
	u32 out_bytes;
	int error;
};

/* "SNDCTL_DSP_SETFMT   => AFMT_S16_LE AFMT_S16_NE"; the value is the answer if there is one. */
u32 oss_print_english(const struct oss_printable *call, char *text, u32 size);

/* "SNDCTL_DSP_SPEED, [44100] => [44100]": between the parentheses of strace's ioctl(). */
u32 oss_print_strace(const struct oss_printable *call, char *text, u32 size);

/* "AFMT_S16_LE"; "0x123" when unknown. */
u32 oss_print_format(u32 afmt, char *text, u32 size);

/* "EINVAL"; NULL for a number that OSS calls never give. */
const char *oss_errno_name(int error);

/* "vol", "pcm"...: SOUND_DEVICE_NAMES; NULL past the end. */
const char *oss_mixer_channel_name(u32 channel);

/* One line for a bit of enum oss_misuse. */
const char *oss_misuse_text(u32 bit);

OSS_END_DECLS

#endif
