/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The argument of a call as text, for both kinds of log line. Private to oss/. */
#ifndef OSS_ARGUMENT_H
#define OSS_ARGUMENT_H

#include "ioctl.h"
#include "text.h"

/* Bytes of an argument as they came, perhaps fewer than the call has. */
struct oss_argument {
	const u8 *bytes;	/* NULL: none */
	u32 size;
	bool asked;		/* before the call: what only answers fill is left out */
};

/* The int at byte OFFSET; 0 where there is none. */
s32 oss_argument_int(const struct oss_argument *argument, u32 offset);

/* "44100", "yes", "AFMT_S16_LE AFMT_S16_NE", with SEPARATOR between names. */
void oss_text_value(struct oss_text *text, u32 meaning, s32 value, const char *separator);

/* How a structure looks in one kind of log. */
struct oss_punctuation {
	const char *open;
	const char *close;
	const char *assign;	/* between a field's name and its value */
	const char *quote;	/* around texts */
	const char *separator;	/* between names of bits */
};

/* The fields of LAYOUT that the argument holds; false when it is not made of fields. */
bool oss_text_fields(struct oss_text *text, u32 layout, const struct oss_argument *argument,
		     const struct oss_punctuation *punctuation);

/* The first bytes in hex. */
void oss_text_dump(struct oss_text *text, const struct oss_argument *argument);

/* "SNDCTL_DSP_SPEED"; the number in hex when unknown. */
void oss_text_request(struct oss_text *text, const struct oss_ioctl *row, u32 cmd);

#endif
