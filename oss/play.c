// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "clock.h"
#include "latency.h"
#include "stream.h"

static u32 whole_queue(const struct oss_stream *s)
{
	return (u32)(s->written - s->played) - oss_play_split(s);
}

static u32 free_fragments(const struct oss_stream *s)
{
	return oss_play_space(s) / s->geometry.fragment_bytes;
}

/* What must be queued for the clock to start by itself. */
static u32 start_bytes(const struct oss_stream *s)
{
	return s->overrides.flags & OSS_OVERRIDE_PARTIAL_FRAGMENT ? 1 : s->geometry.fragment_bytes;
}

/* Rule: oss-semantics.md Start. */
static u32 start_if_ready(struct oss_stream *s, u64 at_ns)
{
	u32 whole = whole_queue(s);

	if (!s->enabled || s->mapped || s->run == OSS_RUN_RUNNING || whole == 0)
		return 0;
	if (whole < start_bytes(s) && !s->post)
		return 0;
	return oss_clock_start(s, at_ns);
}

/* A lone partial fragment that nothing followed plays as if POST had been called then. */
static u32 start_lone(struct oss_stream *s, u64 now_ns)
{
	u64 due = s->staged_ns + oss_clock_fragment_ns(s);

	if (!s->enabled || s->run == OSS_RUN_RUNNING || oss_play_drained(s) || now_ns < due)
		return 0;
	s->post = true;
	return start_if_ready(s, due);
}

/* The end of the queue. It is an underrun unless the program said that nothing follows. */
static u32 starve(struct oss_stream *s, u64 now_ns)
{
	bool ordinary = s->post || whole_queue(s) == 0;

	s->played += whole_queue(s);
	s->run = OSS_RUN_STARVED;
	s->post = false;
	oss_latency_ended(s, now_ns);
	if (ordinary)
		return OSS_FX_WAKE;
	s->underruns++;
	return OSS_FX_WAKE | OSS_FX_UNDERRUN;
}

static u32 move_to(struct oss_stream *s, u64 position, u64 now_ns)
{
	u32 before = free_fragments(s);
	bool writable = oss_play_writable(s);

	if (position >= s->played + whole_queue(s))
		return starve(s, now_ns);
	if (position > s->played)
		s->played = position;
	return free_fragments(s) != before || oss_play_writable(s) != writable ? OSS_FX_WAKE : 0;
}

/* mmap mode: nobody says what was written; the clock runs round and round. */
static u32 move_mapped(struct oss_stream *s, u64 position)
{
	u32 before = oss_stream_blocks(s);

	if (position > s->played)
		s->played = position;
	s->written = s->played;
	return oss_stream_blocks(s) != before ? OSS_FX_WAKE : 0;
}

/* Whole frames up to the gate. */
static u64 gate_position(const struct oss_stream *s)
{
	u64 bytes = s->gate > s->played ? s->gate - s->played : 0;

	if (!s->mapped && bytes > whole_queue(s))
		bytes = whole_queue(s);
	return s->played + bytes - oss_mod64(bytes, oss_frame_bytes(&s->params));
}

/* The consumer's cursor is the clock. The origin follows, for the day the real clock returns. */
static u32 follow_gate(struct oss_stream *s, u64 now_ns)
{
	u32 before = free_fragments(s);
	bool writable = oss_play_writable(s);
	u32 fx = 0;

	if (s->enabled && !s->mapped && s->run != OSS_RUN_RUNNING && whole_queue(s))
		fx = oss_clock_start(s, now_ns);
	if (s->run != OSS_RUN_RUNNING)
		return fx;
	if (s->mapped) {
		fx |= move_mapped(s, gate_position(s));
	} else {
		s->played = gate_position(s);
		if (free_fragments(s) != before || whole_queue(s) == 0 ||
		    oss_play_writable(s) != writable)
			fx |= OSS_FX_WAKE;
	}
	oss_clock_restart(s, now_ns, s->played);
	return fx;
}

u32 oss_play_advance(struct oss_stream *s, u64 now_ns)
{
	u32 fx;
	u64 position;

	if (!s->present)
		return 0;
	if (s->free_running)
		return follow_gate(s, now_ns);
	fx = start_lone(s, now_ns) | oss_latency_advance(s, now_ns);
	if (s->run != OSS_RUN_RUNNING)
		return fx;
	position = oss_clock_position(s, now_ns);
	return fx | (s->mapped ? move_mapped(s, position) : move_to(s, position, now_ns));
}

u32 oss_play_space(const struct oss_stream *s)
{
	u32 buffer = oss_buffer_bytes(&s->geometry);

	if (!s->present)
		return 0;
	return s->mapped ? buffer : buffer - (u32)(s->written - s->played);
}

u64 oss_play_room_at(const struct oss_stream *s, u32 bytes)
{
	u32 space = oss_play_space(s);

	if (s->run != OSS_RUN_RUNNING || s->free_running)
		return OSS_NEVER;
	return oss_clock_reaches(s, s->played + (bytes > space ? bytes - space : 0));
}

u32 oss_play_commit(struct oss_stream *s, u32 bytes, u64 now_ns)
{
	u32 space = oss_play_space(s);

	if (bytes > space)
		bytes = space;
	if (bytes == 0 || s->mapped)
		return 0;
	if (whole_queue(s) == 0)
		s->staged_ns = now_ns;
	s->written += bytes;
	s->post = false;
	return s->free_running ? follow_gate(s, now_ns) : start_if_ready(s, now_ns);
}

u32 oss_play_delay(const struct oss_stream *s)
{
	return s->present ? (u32)(s->written - s->played) : 0;
}

u32 oss_play_split(const struct oss_stream *s)
{
	return (u32)(s->written - s->played) % oss_frame_bytes(&s->params);
}

bool oss_play_writable(const struct oss_stream *s)
{
	if (!s->present)
		return false;
	if (s->mapped)
		return s->run == OSS_RUN_RUNNING ? oss_stream_blocks(s) > 0 : s->enabled;
	return oss_play_space(s) >= oss_stream_threshold(s);
}

bool oss_play_drained(const struct oss_stream *s)
{
	return !s->present || whole_queue(s) == 0;
}

u32 oss_play_post(struct oss_stream *s, u64 now_ns)
{
	if (oss_play_drained(s))
		return 0;
	s->post = true;
	return start_if_ready(s, now_ns);
}

u32 oss_play_drop(struct oss_stream *s)
{
	u32 fx = OSS_FX_WAKE;

	if (!s->present)
		return 0;
	if (s->written != s->played)
		fx |= OSS_FX_RESET_PLAY;
	if (s->run == OSS_RUN_RUNNING)
		fx |= OSS_FX_STOPPED;
	s->dropped_from = s->played;
	s->played = s->written;
	s->metered = s->played;
	s->run = OSS_RUN_STOPPED;
	oss_stream_mark_frames(s);
	s->post = false;
	s->unheard = false;
	return fx;
}

u32 oss_play_reset(struct oss_stream *s)
{
	u32 fx = oss_play_drop(s);

	s->enabled = s->present;
	s->reset_at = s->played;
	s->optr_fragments = 0;
	s->frames = 0;
	return fx;
}

u32 oss_play_trigger(struct oss_stream *s, bool on, u64 now_ns)
{
	bool running = s->run == OSS_RUN_RUNNING;
	bool was_on = s->enabled;

	if (!s->present)
		return 0;
	s->enabled = on;
	if (!on) {
		s->run = OSS_RUN_STOPPED;
		return running ? OSS_FX_STOPPED : 0;
	}
	if (running || (was_on && !s->mapped) || (!s->mapped && whole_queue(s) == 0))
		return 0;
	return oss_clock_start(s, now_ns);
}
