/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What a rule of the user changes in one direction of an open, whatever the program asks. */
#ifndef OSS_OVERRIDES_H
#define OSS_OVERRIDES_H

#include "format.h"
#include "port.h"

/* Rules: oss-semantics.md, Overrides. */
enum oss_override {
	OSS_OVERRIDE_DISABLE = 1u << 0,		/* the open does not have this direction */
	OSS_OVERRIDE_DIRECT = 1u << 1,		/* no conversion is wanted: not cooked */
	OSS_OVERRIDE_BLOCK = 1u << 2,		/* O_NONBLOCK is not looked at */
	OSS_OVERRIDE_NONBLOCK = 1u << 3,	/* as if O_NONBLOCK were set; wins over BLOCK */
	OSS_OVERRIDE_PARTIAL_FRAGMENT = 1u << 4,	/* playback starts with the first frame */
	OSS_OVERRIDE_NO_SILENCE = 1u << 5,	/* changes nothing: silence is never put in */
	OSS_OVERRIDE_BUGGY_POINTER = 1u << 6,	/* GETOPTR counts the free fragments */
	OSS_OVERRIDE_MMAP = 1u << 7,		/* a known user of mmap: not cooked */
	OSS_OVERRIDE_SMALL_FRAGMENTS = 1u << 8,	/* an eighth of the buffer at most */
	OSS_OVERRIDE_SMALL_BUFFER = 1u << 9,	/* 4 KiB at most */
	OSS_OVERRIDE_MEDIUM_BUFFER = 1u << 10,	/* 16 KiB at most */
	OSS_OVERRIDE_COOKED = 1u << 11,		/* cooked, whatever else is said */
	OSS_OVERRIDE_CLOSE_DRAIN = 1u << 12,	/* close waits until all is played */
	OSS_OVERRIDE_CLOSE_DROP = 1u << 13,	/* close drops what is queued */
	OSS_OVERRIDE_CLOSE_BACKGROUND = 1u << 14,	/* close returns, the queue plays on */
	OSS_OVERRIDE_REAL_TIME = 1u << 15,	/* the clock is that of the rate */
	OSS_OVERRIDE_FREE_RUNNING = 1u << 16,	/* the consumer is the clock */
	OSS_OVERRIDE_NO_CAPTURE = 1u << 17,	/* of whatever direction: the open cannot record */
};

struct oss_overrides {
	u32 fragments;		/* 0: as the program asks */
	u32 fragment_bytes;	/* 0: as the program asks */
	u32 flags;		/* enum oss_override */
	struct oss_params format;	/* what the program gets, whatever it asks; afmt 0: free */
};

#endif
