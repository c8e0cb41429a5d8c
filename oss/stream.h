/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * One direction of an open dsp: how much may be written or read now, what has been heard.
 *
 * The caller owns the PCM bytes and does every copy; this file only counts. Positions are bytes
 * since open, 64 bits, never turned back; a ring index is a position modulo the ring's size.
 * The caller serialises calls on one oss_dsp and passes CLOCK_MONOTONIC nanoseconds.
 */
#ifndef OSS_STREAM_H
#define OSS_STREAM_H

#include "error_ring.h"
#include "format.h"
#include "overrides.h"
#include "port.h"

OSS_BEGIN_DECLS

#define OSS_FRAGMENT_MIN 16u
#define OSS_FRAGMENT_MAX 262144u	/* largest fragment a program gets */
#define OSS_BUFFER_MAX 1048576u		/* largest buffer a program gets */
#define OSS_FRAGMENTS_MIN 2u

/* The buffer a program sees: FRAGMENTS pieces of FRAGMENT_BYTES, each a whole number of frames. */
struct oss_geometry {
	u32 fragment_bytes;
	u32 fragments;
};

static inline u32 oss_buffer_bytes(const struct oss_geometry *g)
{
	return g->fragment_bytes * g->fragments;
}

/* What the program asked for; zero means that it did not ask. */
struct oss_fragment_request {
	u32 size_shift;		/* log2 of the fragment's bytes, of SETFRAGMENT */
	u32 count;		/* fragments; 0x7fff and 0: as many as fit */
	u32 subdivide;		/* 1, 2, 4, 8, 16, of SUBDIVIDE */
	bool asked;
};

/*
 * Pure: the buffer for these params, this request of the program and, above it, the user's overrides.
 * Rules: oss-semantics.md SETFRAGMENT and Overrides.
 */
struct oss_geometry oss_geometry_for(const struct oss_params *params,
				     const struct oss_fragment_request *request,
				     const struct oss_overrides *overrides);

enum oss_run {
	OSS_RUN_STOPPED,	/* not started yet, reset or triggered off */
	OSS_RUN_RUNNING,
	OSS_RUN_STARVED,	/* playback: all is played; data start it again */
};

struct oss_stream {
	struct oss_params params;
	struct oss_geometry geometry;
	struct oss_overrides overrides;
	enum oss_run run;
	bool present;		/* the open has this direction */
	bool capture;		/* which direction it is */
	bool enabled;		/* PCM_ENABLE_ bit of SETTRIGGER; on after open */
	bool mapped;		/* the clock runs over the buffer, whatever is in it */
	bool post;		/* start with less than a fragment: POST, SYNC, close */
	bool free_running;	/* the consumer's cursor is the clock (--pace free) */

	u64 written;		/* playback: accepted from the program; capture: read by it */
	u64 played;		/* playback: heard; capture: recorded so far */
	u64 reset_at;		/* value of played at the last RESET; GETOPTR counts from here */
	u64 optr_fragments;	/* fragments since reset at the last GETOPTR/GETIPTR */
	u64 dropped_from;	/* the last RESET threw away from here to what is now written */
	u64 staged_ns;		/* when the first byte of a not yet started fragment came;
				 * capture: since when a first fragment could have been recorded */

	u64 origin_ns;		/* the clock: at origin_ns, origin_bytes were played */
	u64 origin_bytes;
	s32 rate_ppb;		/* steered: so much faster than the caller's time, */
	u64 steered_ns;		/* ... from then on, when its own time was */
	u64 steered_own_ns;	/* ... this and */
	u32 steered_rest;	/* ... so many 10^-9 of a nanosecond */
	u32 delay_us;		/* playback: what is played is heard so much later */
	bool unheard;		/* STARVED: the end is played and not heard yet */
	u64 ended_ns;		/* STARVED: when the end was played */
	u64 gate;		/* free_running: played may not pass this position */

	u32 underruns;		/* playback underruns or capture overruns since open */
	bool overrun;		/* capture: bytes were lost since the last read */
	u32 underruns_told;	/* as many as GETERROR has told */
	struct oss_error_ring errors;

	u32 volume;		/* GETPLAYVOL, GETRECVOL: left | right << 8 */
	u32 low_water;		/* bytes that make it ready for poll(); 0: a fragment */
	u64 frames;		/* sample times passed since RESET, up to frames_from */
	u64 frames_from;	/* position from which on a frame has its size of today */
	u64 metered;		/* GETxPEAKS: position up to which peaks are known */
	u16 peaks[OSS_CHANNELS_MAX];	/* 0..32767, since they were last asked for */
};

/* What a call or the passing of time changed; the shell acts on it. */
enum oss_effect {
	OSS_FX_WAKE = 1u << 0,	/* readiness may have changed: look again, wake waiters */
	OSS_FX_WAIT_DRAIN = 1u << 1,	/* not done: call again when oss_play_drained() */
	OSS_FX_RESET_PLAY = 1u << 2,	/* lost from the queue: [dropped_from, written) */
	OSS_FX_RESET_CAPTURE = 1u << 3,	/* recorded and lost unread: the same range */
	OSS_FX_FORMAT = 1u << 4,	/* params differ from before, at position written */
	OSS_FX_GEOMETRY = 1u << 5,	/* the buffer changed size */
	OSS_FX_NONBLOCK = 1u << 6,	/* set O_NONBLOCK on the open */
	OSS_FX_MIXER = 1u << 7,	/* a mixer value or a volume changed: wake the consumer */
	OSS_FX_STARTED = 1u << 8,
	OSS_FX_STOPPED = 1u << 9,
	OSS_FX_UNDERRUN = 1u << 10,	/* playback ran dry */
	OSS_FX_OVERRUN = 1u << 11,	/* capture was not read in time: oldest bytes were lost */
	OSS_FX_MISUSE = 1u << 12,	/* oss_dsp.misuse has a new bit */
	OSS_FX_SILENCE = 1u << 13,	/* fill what is queued, or mapped, with silence */
	OSS_FX_OTHERS = 1u << 14,	/* look at the others: oss_dsp_take_effects() */
	OSS_FX_METER = 1u << 15,	/* not done: call again after oss_meter_feed() */
};

/* -- Playback. All bytes are whole program bytes; a frame may arrive in pieces. -- */

/* Moves the clock to NOW; returns effects (WAKE at each fragment passed, UNDERRUN). */
u32 oss_play_advance(struct oss_stream *s, u64 now_ns);

/* Bytes a write may add now: 0..buffer. */
u32 oss_play_space(const struct oss_stream *s);

/* The shell has copied BYTES (<= oss_play_space) to position written; may start the clock. */
u32 oss_play_commit(struct oss_stream *s, u32 bytes, u64 now_ns);

/* When BYTES (<= the buffer) can be written, by the clock as it runs; ~0 while it stands. */
u64 oss_play_room_at(const struct oss_stream *s, u32 bytes);

/* Accepted and not yet played, in bytes. */
u32 oss_play_delay(const struct oss_stream *s);

/* Behind `played` there is a way of so many microseconds to the loudspeaker; 10 s at most. */
void oss_play_set_latency(struct oss_stream *s, u32 delay_us);

/* Played and not yet heard, in whole frames: never more than was played since RESET. */
u64 oss_play_behind(const struct oss_stream *s, u64 now_ns);

/* True when all has been heard, or what has not cannot end: nothing for SYNC to wait for. */
bool oss_play_heard(const struct oss_stream *s);

/* True when poll says POLLOUT. Rule: oss-semantics.md POLL. */
bool oss_play_writable(const struct oss_stream *s);

/* True when nothing waits to be heard (a split frame at the end does not count). */
bool oss_play_drained(const struct oss_stream *s);

/* Makes what is queued start, however little: before waiting for a drain. */
u32 oss_play_post(struct oss_stream *s, u64 now_ns);

/* Bytes of the split frame at the end of what was written: 0..frame-1. */
u32 oss_play_split(const struct oss_stream *s);

/* Stops and throws the queue away: [dropped_from, written). */
u32 oss_play_drop(struct oss_stream *s);

/* The same, and the counters of GETOPTR restart and the trigger is on again: RESET. */
u32 oss_play_reset(struct oss_stream *s);

/* The PCM_ENABLE_OUTPUT bit: off stops and keeps the queue, on starts it. */
u32 oss_play_trigger(struct oss_stream *s, bool on, u64 now_ns);

/* -- Capture. -- */

/* Moves the clock to NOW; returns effects (WAKE, OVERRUN). AVAILABLE_BYTES bounds what the
 * consumer's input can give so far (position since open), ~0 for silence. */
u32 oss_capture_advance(struct oss_stream *s, u64 now_ns, u64 input_limit);

/* Bytes a read may take now. */
u32 oss_capture_ready(const struct oss_stream *s);

/* Bytes of ASKED that a read gets now: whole fragments, or as LOW_WATER says, or 0. */
u32 oss_capture_takable(const struct oss_stream *s, u32 asked);

/* The program has taken BYTES. */
void oss_capture_consume(struct oss_stream *s, u32 bytes);

/* Starts recording at the first read, GETISPACE or trigger; a fragment may already be waiting. */
u32 oss_capture_start(struct oss_stream *s, u64 now_ns);

/* True when poll says POLLIN: a fragment is there. */
bool oss_capture_readable(const struct oss_stream *s);

/* Stops and throws away what was not read: [dropped_from, written); the next read starts anew. */
u32 oss_capture_drop(struct oss_stream *s, u64 now_ns);

/* The same, and the counters of GETIPTR restart and the trigger is on again: RESET. */
u32 oss_capture_reset(struct oss_stream *s, u64 now_ns);

/* The PCM_ENABLE_INPUT bit: off stops and keeps what was not read, on starts recording. */
u32 oss_capture_trigger(struct oss_stream *s, bool on, u64 now_ns);

/* -- Both. -- */

/*
 * From NOW on the clock runs faster by RATE_PPB parts per 10^9, or slower; within a limit of 0.2 %.
 * Positions go on from where they are; deadlines follow.
 */
void oss_stream_steer(struct oss_stream *s, s32 rate_ppb, u64 now_ns);

/* Bytes since RESET that the clock has passed, truncated to frames: GETOPTR, GETIPTR. */
u64 oss_stream_bytes(const struct oss_stream *s);

/*
 * The same within the buffer: ptr of GETOPTR and GETIPTR. In a mapped buffer the byte of position P
 * lies at (P - reset_at) modulo the buffer, so that the program's first byte is the buffer's first.
 */
u32 oss_stream_ptr(const struct oss_stream *s);

/* The same in sample times, over changes of format: CURRENT_OPTR, CURRENT_IPTR. */
u64 oss_stream_samples(const struct oss_stream *s);

/* A frame has another size, or begins anew, from position `played` on. */
void oss_stream_mark_frames(struct oss_stream *s);

/* Bytes free, or there, that make it ready for poll(). Rule: oss-semantics.md LOW_WATER. */
u32 oss_stream_threshold(const struct oss_stream *s);

/* Fragments passed since the last call of oss_stream_take_blocks(), or RESET. */
u32 oss_stream_blocks(const struct oss_stream *s);
u32 oss_stream_take_blocks(struct oss_stream *s);

/* New params and buffer of an empty stream; what is not yet played or read is skipped. */
void oss_stream_configure(struct oss_stream *s, const struct oss_params *params,
			  const struct oss_geometry *geometry, u64 now_ns);

/*
 * When the state next changes for somebody who waits: the next fragment boundary, the end of the
 * queue, the start of a lone partial fragment. ~0 when only a call can change it.
 */
u64 oss_stream_deadline(const struct oss_stream *s, u64 now_ns);

OSS_END_DECLS

#endif
