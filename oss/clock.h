/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The clock of a running stream: at origin_ns, origin_bytes had passed. Private to oss/.
 *
 * The origin only moves by whole seconds, in which a whole number of frames passes; so a position
 * is exact to the frame for ever, and no product of the arithmetic grows beyond 64 bits.
 *
 * Origins are in the stream's own time, which is CLOCK_MONOTONIC until somebody steers it. From a
 * change of speed on it has passed (now - steered_ns) * (10^9 + rate_ppb) / 10^9 nanoseconds; what
 * a change leaves of one is carried over, so that changes without end lose nothing.
 */
#ifndef OSS_CLOCK_H
#define OSS_CLOCK_H

#include "port.h"
#include "stream.h"

#define OSS_NEVER (~(u64)0)

/* Runs from position `played` at AT_NS on. */
u32 oss_clock_start(struct oss_stream *s, u64 at_ns);

/* Goes on from POSITION at AT_NS, without a start. */
void oss_clock_restart(struct oss_stream *s, u64 at_ns, u64 position);

/* The stream's own time at NOW. */
u64 oss_clock_own(const struct oss_stream *s, u64 now_ns);

/* The position that the clock has passed at NOW. */
u64 oss_clock_position(struct oss_stream *s, u64 now_ns);

/* When the clock passes POSITION, in the time of the caller. */
u64 oss_clock_reaches(const struct oss_stream *s, u64 position);

/* The duration of a fragment. */
u64 oss_clock_fragment_ns(const struct oss_stream *s);

#endif
