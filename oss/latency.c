// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The way from the clock to the loudspeaker. Rule: oss-semantics.md Latency. */
#include "latency.h"

#include "clock.h"

#define NS_PER_US 1000u
#define LATENCY_MAX_US 10000000u

void oss_play_set_latency(struct oss_stream *s, u32 delay_us)
{
	s->delay_us = delay_us < LATENCY_MAX_US ? delay_us : LATENCY_MAX_US;
}

static u64 latency_ns(const struct oss_stream *s)
{
	return (u64)s->delay_us * NS_PER_US;
}

u64 oss_latency_heard_at(const struct oss_stream *s)
{
	return s->unheard ? s->ended_ns + latency_ns(s) : OSS_NEVER;
}

/* The clock may look late: the end was no later than now. */
void oss_latency_ended(struct oss_stream *s, u64 now_ns)
{
	u64 ended_ns = oss_clock_reaches(s, s->played);

	s->ended_ns = ended_ns < now_ns ? ended_ns : now_ns;
	s->unheard = s->delay_us != 0;
}

u32 oss_latency_advance(struct oss_stream *s, u64 now_ns)
{
	if (now_ns < oss_latency_heard_at(s))
		return 0;
	s->unheard = false;
	return OSS_FX_WAKE;
}

static u64 behind_ns(const struct oss_stream *s, u64 now_ns)
{
	u64 heard_at = oss_latency_heard_at(s);

	if (s->run == OSS_RUN_RUNNING)
		return latency_ns(s);
	return s->unheard && heard_at > now_ns ? heard_at - now_ns : 0;
}

u64 oss_play_behind(const struct oss_stream *s, u64 now_ns)
{
	u64 frames, passed;

	if (!s->present || s->free_running)
		return 0;
	frames = oss_frames_in(&s->params, behind_ns(s, now_ns));
	passed = oss_div64(s->played - s->reset_at, oss_frame_bytes(&s->params));
	return frames < passed ? frames : passed;
}

bool oss_play_heard(const struct oss_stream *s)
{
	if (!s->enabled || s->mapped)
		return true;
	return oss_play_drained(s) && (!s->unheard || s->free_running);
}
