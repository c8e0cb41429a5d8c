/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* A string that grows in the caller's memory. Private to oss/. */
#ifndef OSS_TEXT_H
#define OSS_TEXT_H

#include "port.h"

/* LENGTH counts what was meant to be written, as snprintf does; AT is always a string. */
struct oss_text {
	char *at;
	u32 size;
	u32 length;
};

struct oss_text oss_text_in(char *at, u32 size);
void oss_text_char(struct oss_text *text, char c);
void oss_text_add(struct oss_text *text, const char *string);
void oss_text_number(struct oss_text *text, s64 number);
void oss_text_hex(struct oss_text *text, u32 number, u32 digits);

/* All of 64 bits in hex. */
void oss_text_wide_hex(struct oss_text *text, u64 number);

/* At most SIZE bytes up to a NUL; what a terminal would not like becomes '?'. */
void oss_text_bytes(struct oss_text *text, const char *bytes, u32 size);

#endif
