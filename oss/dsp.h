/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* One open of a dsp node: its settings, and a stream for each direction it was opened for. */
#ifndef OSS_DSP_H
#define OSS_DSP_H

#include "abi4.h"
#include "port.h"
#include "stream.h"

OSS_BEGIN_DECLS

/* The program nodes; each has defaults and a close policy of its own. */
enum oss_node {
	OSS_NODE_DSP,		/* dsp, dsp0, adsp: U8, 8000 Hz, mono; close drains */
	OSS_NODE_DSP_NB,	/* the same; close drops */
	OSS_NODE_DSPW,		/* S16_LE, 8000 Hz, mono */
	OSS_NODE_AUDIO,		/* MU_LAW, 8000 Hz, mono */
	OSS_NODE_MIXER,
	OSS_NODE_SNDSTAT,
};

enum oss_close_policy { OSS_CLOSE_DRAIN, OSS_CLOSE_DROP, OSS_CLOSE_BACKGROUND };

/* Things a program does that its author would want to know; each is told once an open. */
enum oss_misuse {
	OSS_MISUSE_LATE_SETFRAGMENT = 1u << 0,	/* after data has moved: ignored */
	OSS_MISUSE_GETISPACE_LOOP = 1u << 1,	/* polls it instead of reading or select() */
	OSS_MISUSE_GETOSPACE_LOOP = 1u << 2,	/* polls it instead of writing or select() */
	OSS_MISUSE_SPLIT_FRAME = 1u << 3,	/* closed or changed format inside a frame */
	OSS_MISUSE_FORMAT_WHILE_PLAYING = 1u << 4,
	OSS_MISUSE_RW_AFTER_MMAP = 1u << 5,
};

/* Who opened what, as the shell knows it. */
struct oss_opener {
	s32 pid;
	char comm[16];
	enum oss_node node;
};

struct oss_dsp {
	struct oss_stream play;
	struct oss_stream capture;
	struct oss_params params;	/* asked for; both streams follow when they can */
	bool fixed_params;		/* they are the user's, not to be changed */
	struct oss_fragment_request request;
	u32 close_policy;		/* enum oss_close_policy */
	u32 misuse;			/* enum oss_misuse bits seen so far */
	u32 space_queries;		/* GET?SPACE in a row without a transfer or a change */
	u64 space_mark;			/* bytes transferred when they began */
	bool nonblock;			/* O_NONBLOCK of the open file description */
	bool moved;			/* data have moved since open or RESET */
	bool cooked;			/* COOKEDMODE: remembered; nothing is ever converted */

	struct oss_dsp *next;		/* in the list of its oss_device */
	struct oss_opener opener;
	u32 engine;			/* its number among the open ones */
	s32 sync_group;			/* 0: in none */
	s32 sync_mode;			/* PCM_ENABLE_ bits that SYNCSTART starts */
	u32 pending;			/* effects of another one's call */
	u64 channel_order;		/* GET_CHNORDER */
	oss_longname name;		/* SETNAME, SETSONG, SETLABEL: text, empty at first */
	oss_longname song;
	oss_label label;
};

/* Fresh state of an open of NODE; READ and WRITE are the directions of its open mode. */
void oss_dsp_open(struct oss_dsp *dsp, enum oss_node node, bool read, bool write, bool nonblock,
		  u64 now_ns);

/* Right after oss_dsp_open(): what the user's rule for this program says of a direction. */
void oss_dsp_override(struct oss_dsp *dsp, bool capture, const struct oss_overrides *overrides,
		      u64 now_ns);

/* True when a transfer of this direction must not wait. */
bool oss_dsp_nonblock(const struct oss_dsp *dsp, bool capture);

/* Both streams to NOW; returns enum oss_effect bits. */
u32 oss_dsp_advance(struct oss_dsp *dsp, u64 now_ns, u64 input_limit);

/* The earlier deadline of both streams; ~0 for never. */
u64 oss_dsp_deadline(const struct oss_dsp *dsp, u64 now_ns);

/* The program has mapped the buffer of a direction: from now on GETOPTR and GETIPTR steer it. */
u32 oss_dsp_map(struct oss_dsp *dsp, bool capture, u64 now_ns);

/*
 * The last reference is gone: posts or drops what is queued, as the policy says. Returns effects;
 * to wait for oss_play_drained() is the caller's.
 */
u32 oss_dsp_close(struct oss_dsp *dsp, u64 now_ns);

/* Effects that calls on other opens had on this one since the last time. */
u32 oss_dsp_take_effects(struct oss_dsp *dsp);

/* Notes one bit of enum oss_misuse; OSS_FX_MISUSE if it is new, else 0. */
u32 oss_dsp_misuse(struct oss_dsp *dsp, u32 bit);

/* Agrees on PARAMS, or asks to drain first: OSS_FX_WAIT_DRAIN. Rule: oss-semantics.md Change. */
u32 oss_dsp_set_params(struct oss_dsp *dsp, const struct oss_params *params, u64 now_ns);

/* Takes REQUEST unless data have moved. Rule: oss-semantics.md SETFRAGMENT. */
u32 oss_dsp_set_request(struct oss_dsp *dsp, const struct oss_fragment_request *request,
			u64 now_ns);

OSS_END_DECLS

#endif
