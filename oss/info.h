/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What the calls that describe the device have in common. Private to oss/. */
#ifndef OSS_INFO_H
#define OSS_INFO_H

#include "abi.h"
#include "text.h"

/* Of the device, whatever was opened. Rule: oss-semantics.md GETCAPS. */
#define OSS_CAPS                                                                                   \
	(DSP_CAP_DUPLEX | DSP_CAP_REALTIME | DSP_CAP_TRIGGER | DSP_CAP_MMAP | DSP_CAP_MULTI |      \
	 PCM_CAP_INPUT | PCM_CAP_OUTPUT | PCM_CAP_VIRTUAL | PCM_CAP_FREERATE | 1)
#define OSS_CAPS_OF_FILE(file) ((file) == 0 ? PCM_CAP_DEFAULT : 0)

/* A string in a field of fixed size: cut where it does not fit, always with a NUL. */
static inline void oss_field(char *field, u32 size, const char *string)
{
	struct oss_text text = oss_text_in(field, size);

	oss_text_add(&text, string);
}

#endif
