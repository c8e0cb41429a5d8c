/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The last errors of one direction, for SNDCTL_DSP_GETERROR: kept until they are told. */
#ifndef OSS_ERROR_RING_H
#define OSS_ERROR_RING_H

#include "port.h"

OSS_BEGIN_DECLS

#define OSS_ERRORS_KEPT 5u

/* What play_lasterror and rec_lasterror say. Rule: oss-semantics.md GETERROR. */
enum oss_error {
	OSS_ERROR_NONE,
	OSS_ERROR_LATE_SETFRAGMENT,
	OSS_ERROR_GETISPACE_LOOP,
	OSS_ERROR_GETOSPACE_LOOP,
	OSS_ERROR_SPLIT_FRAME,
	OSS_ERROR_FORMAT_WHILE_PLAYING,
	OSS_ERROR_RW_AFTER_MMAP,
};

struct oss_error_ring {
	u32 count;			/* kept: 0..OSS_ERRORS_KEPT */
	u32 newest;			/* index of the newest */
	s32 code[OSS_ERRORS_KEPT];	/* enum oss_error */
	s32 parm[OSS_ERRORS_KEPT];
};

/* Keeps one more; the oldest makes room. */
void oss_error_push(struct oss_error_ring *ring, s32 code, s32 parm);

/* Takes the newest out; false, and OSS_ERROR_NONE, when there is none. */
bool oss_error_pop(struct oss_error_ring *ring, s32 *code, s32 *parm);

OSS_END_DECLS

#endif
