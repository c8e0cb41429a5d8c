// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Until recording starts, one fragment is offered on trial: `played` is a fragment ahead of
 * `written`, and goes back to it when the program changes its mind about format or buffer.
 */
#include "clock.h"
#include "stream.h"

static u64 whole_frames(const struct oss_stream *s, u64 bytes)
{
	return bytes - oss_mod64(bytes, oss_frame_bytes(&s->params));
}

/* Records up to POSITION, as far as the input has come. */
static void record_to(struct oss_stream *s, u64 position, u64 input_limit)
{
	if (position > input_limit)
		position = input_limit;
	if (position > s->played)
		s->played += whole_frames(s, position - s->played);
}

/* Not read in time: the oldest frames make room. */
static u32 overrun(struct oss_stream *s)
{
	u32 frame = oss_frame_bytes(&s->params);
	u32 buffer = oss_buffer_bytes(&s->geometry);
	u64 ready = s->played - s->written;

	if (ready <= buffer)
		return 0;
	s->written += whole_frames(s, ready - buffer + frame - 1);
	if (!s->overrun)
		s->underruns++;
	s->overrun = true;
	return OSS_FX_OVERRUN;
}

static u32 advance_armed(struct oss_stream *s, u64 now_ns, u64 input_limit)
{
	u32 fragment = s->geometry.fragment_bytes;
	bool due = s->free_running || now_ns >= s->staged_ns + oss_clock_fragment_ns(s);
	bool readable = oss_capture_readable(s);

	if (!s->enabled || s->mapped || !due || oss_capture_ready(s) == fragment)
		return 0;
	record_to(s, s->written + fragment, input_limit);
	return oss_capture_ready(s) == fragment || oss_capture_readable(s) != readable ?
		       OSS_FX_WAKE : 0;
}

static u32 advance_mapped(struct oss_stream *s, u64 position, u64 input_limit)
{
	u32 before = oss_stream_blocks(s);

	record_to(s, position, input_limit);
	s->written = s->played;
	return oss_stream_blocks(s) != before ? OSS_FX_WAKE : 0;
}

static u64 clock_position(struct oss_stream *s, u64 now_ns)
{
	if (!s->free_running)
		return oss_clock_position(s, now_ns);
	oss_clock_restart(s, now_ns, s->written + oss_buffer_bytes(&s->geometry));
	return s->origin_bytes;
}

u32 oss_capture_advance(struct oss_stream *s, u64 now_ns, u64 input_limit)
{
	u32 fragment = s->geometry.fragment_bytes;
	u32 ready = oss_capture_ready(s);
	bool readable = oss_capture_readable(s);
	u64 position;
	u32 fx;

	if (!s->present)
		return 0;
	if (s->run != OSS_RUN_RUNNING)
		return advance_armed(s, now_ns, input_limit);
	position = clock_position(s, now_ns);
	if (s->mapped)
		return advance_mapped(s, position, input_limit);
	record_to(s, position, input_limit);
	fx = overrun(s);
	if (oss_capture_ready(s) / fragment != ready / fragment ||
	    oss_capture_readable(s) != readable)
		fx |= OSS_FX_WAKE;
	return fx;
}

u32 oss_capture_ready(const struct oss_stream *s)
{
	return s->present && !s->mapped ? (u32)(s->played - s->written) : 0;
}

void oss_capture_consume(struct oss_stream *s, u32 bytes)
{
	u32 ready = oss_capture_ready(s);

	s->written += bytes < ready ? bytes : ready;
	if (bytes)
		s->overrun = false;
}

/* The clock starts as long ago as the program has been waiting, but a fragment at most. */
u32 oss_capture_start(struct oss_stream *s, u64 now_ns)
{
	u64 waited = now_ns - s->staged_ns;
	u64 fragment_ns = oss_clock_fragment_ns(s);

	if (!s->present || !s->enabled || s->run == OSS_RUN_RUNNING)
		return 0;
	oss_clock_start(s, now_ns);
	if (!s->mapped) {
		s->origin_ns -= waited < fragment_ns ? waited : fragment_ns;
		s->origin_bytes = s->written;
	}
	return OSS_FX_STARTED;
}

/* Before recording starts there is no more than the fragment on trial. */
bool oss_capture_readable(const struct oss_stream *s)
{
	u32 fragment = s->geometry.fragment_bytes;
	u32 mark = oss_stream_threshold(s);

	if (!s->present)
		return false;
	if (s->mapped)
		return s->run == OSS_RUN_RUNNING ? oss_stream_blocks(s) > 0 : s->enabled;
	if (s->run != OSS_RUN_RUNNING && s->enabled && mark > fragment)
		mark = fragment;
	return oss_capture_ready(s) >= mark;
}

u32 oss_capture_takable(const struct oss_stream *s, u32 asked)
{
	u32 unit = s->geometry.fragment_bytes;
	u32 ready = oss_capture_ready(s);
	u32 frame = oss_frame_bytes(&s->params);

	if (asked < unit)
		return ready >= asked ? asked : 0;
	if (oss_stream_threshold(s) < unit)
		unit = (oss_stream_threshold(s) + frame - 1) / frame * frame;
	return (ready < asked ? ready : asked) / unit * unit;
}

/* The fragment on trial was never recorded. */
static void forget_trial(struct oss_stream *s)
{
	if (s->enabled && s->run != OSS_RUN_RUNNING)
		s->played = s->written;
	if (s->metered > s->played)
		s->metered = s->played;
}

u32 oss_capture_drop(struct oss_stream *s, u64 now_ns)
{
	u32 fx = OSS_FX_WAKE;

	if (!s->present)
		return 0;
	forget_trial(s);
	if (s->written != s->played)
		fx |= OSS_FX_RESET_CAPTURE;
	if (s->run == OSS_RUN_RUNNING)
		fx |= OSS_FX_STOPPED;
	s->dropped_from = s->written;
	s->written = s->played;
	s->overrun = false;
	s->metered = s->played;
	s->run = OSS_RUN_STOPPED;
	s->staged_ns = now_ns;
	oss_stream_mark_frames(s);
	return fx;
}

u32 oss_capture_reset(struct oss_stream *s, u64 now_ns)
{
	u32 fx = oss_capture_drop(s, now_ns);

	s->enabled = s->present;
	s->reset_at = s->played;
	s->optr_fragments = 0;
	s->frames = 0;
	return fx;
}

u32 oss_capture_trigger(struct oss_stream *s, bool on, u64 now_ns)
{
	bool running = s->run == OSS_RUN_RUNNING;
	bool was_on = s->enabled;

	if (!s->present)
		return 0;
	if (on && was_on)
		return oss_capture_start(s, now_ns);
	forget_trial(s);
	s->enabled = on;
	if (on)
		return oss_clock_start(s, now_ns);
	s->run = OSS_RUN_STOPPED;
	return running ? OSS_FX_STOPPED : 0;
}
