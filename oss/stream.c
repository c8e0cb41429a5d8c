// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "stream.h"

#include "clock.h"
#include "latency.h"

/* Armed: recording has not started, and a first fragment may be waiting on trial. */
static bool armed(const struct oss_stream *s)
{
	return s->capture && s->enabled && s->run != OSS_RUN_RUNNING;
}

u64 oss_stream_bytes(const struct oss_stream *s)
{
	return (armed(s) ? s->written : s->played) - s->reset_at;
}

u32 oss_stream_ptr(const struct oss_stream *s)
{
	return (u32)oss_mod64(oss_stream_bytes(s), oss_buffer_bytes(&s->geometry));
}

u64 oss_stream_samples(const struct oss_stream *s)
{
	u64 passed = s->reset_at + oss_stream_bytes(s) - s->frames_from;

	return s->frames +
	       oss_div64(passed, oss_frame_bytes(&s->params)) * oss_frame_samples(&s->params);
}

void oss_stream_mark_frames(struct oss_stream *s)
{
	s->frames = oss_stream_samples(s);
	s->frames_from = s->played;
}

/* A fragment less than the buffer is always reached, even with a split frame in it. */
u32 oss_stream_threshold(const struct oss_stream *s)
{
	u32 fragment = s->geometry.fragment_bytes;
	u32 most = oss_buffer_bytes(&s->geometry) - fragment;

	if (!s->low_water)
		return fragment;
	return s->low_water < most ? s->low_water : most;
}

static u64 fragments_passed(const struct oss_stream *s)
{
	return oss_div64(oss_stream_bytes(s), s->geometry.fragment_bytes);
}

u32 oss_stream_blocks(const struct oss_stream *s)
{
	return (u32)(fragments_passed(s) - s->optr_fragments);
}

u32 oss_stream_take_blocks(struct oss_stream *s)
{
	u32 blocks = oss_stream_blocks(s);

	s->optr_fragments += blocks;
	return blocks;
}

void oss_stream_configure(struct oss_stream *s, const struct oss_params *params,
			  const struct oss_geometry *geometry, u64 now_ns)
{
	if (s->capture)
		s->written = s->played;
	else
		s->played = s->written;
	oss_stream_mark_frames(s);
	s->metered = s->played;
	s->params = *params;
	s->geometry = *geometry;
	s->staged_ns = now_ns;
	oss_clock_restart(s, now_ns, s->played);
	s->optr_fragments = fragments_passed(s);
}

static u64 next_mapped(const struct oss_stream *s)
{
	u32 fragment = s->geometry.fragment_bytes;
	u64 passed = oss_mod64(s->played - s->reset_at, fragment);

	return s->run == OSS_RUN_RUNNING ? oss_clock_reaches(s, s->played + fragment - passed) :
					   OSS_NEVER;
}

/* The queue shrinks to a whole number of fragments or to the low water mark, or ends. */
static u64 next_play(const struct oss_stream *s)
{
	u32 queued = oss_play_delay(s);
	u32 whole = queued - oss_play_split(s);
	u32 step = queued % s->geometry.fragment_bytes;
	u32 mark = oss_buffer_bytes(&s->geometry) - oss_stream_threshold(s);

	if (s->run == OSS_RUN_RUNNING) {
		if (step == 0)
			step = s->geometry.fragment_bytes;
		if (queued > mark && queued - mark < step)
			step = queued - mark;
		return oss_clock_reaches(s, s->played + (step < whole ? step : whole));
	}
	return s->enabled && whole ? s->staged_ns + oss_clock_fragment_ns(s) :
				     oss_latency_heard_at(s);
}

/* One more fragment can be read; a full buffer changes no more. */
static u64 next_capture(const struct oss_stream *s)
{
	u32 ready = oss_capture_ready(s);
	u32 fragment = s->geometry.fragment_bytes;
	u32 room = oss_buffer_bytes(&s->geometry) - ready;
	u32 step = fragment - ready % fragment;
	u32 mark = oss_stream_threshold(s);

	if (ready < mark && mark - ready < step)
		step = mark - ready;
	if (s->run == OSS_RUN_RUNNING && room >= oss_frame_bytes(&s->params))
		return oss_clock_reaches(s, s->played + step);
	if (armed(s) && ready < fragment)
		return s->staged_ns + oss_clock_fragment_ns(s);
	return OSS_NEVER;
}

u64 oss_stream_deadline(const struct oss_stream *s, u64 now_ns)
{
	u64 due;

	if (!s->present || s->free_running)
		return OSS_NEVER;
	if (s->mapped)
		due = next_mapped(s);
	else
		due = s->capture ? next_capture(s) : next_play(s);

	/* An input that lags behind the clock is looked at again after a while. */
	return due > now_ns ? due : now_ns + oss_clock_fragment_ns(s);
}
