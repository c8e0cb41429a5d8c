// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "clock.h"

#define NS_PER_S 1000000000u
#define STEER_MAX_PPB 2000000

/* Nanoseconds of its own time in a second. */
static u32 speed(const struct oss_stream *s)
{
	return (u32)((s32)NS_PER_S + s->rate_ppb);
}

/* Seconds and the rest apart: the products stay below 64 bits for ever. */
static u64 own_time(const struct oss_stream *s, u64 now_ns, u32 *rest)
{
	u64 passed = now_ns - s->steered_ns;
	u64 seconds = oss_div64(passed, NS_PER_S);
	u64 scaled = (passed - seconds * NS_PER_S) * speed(s) + s->steered_rest;
	u64 ns = oss_div64(scaled, NS_PER_S);

	*rest = (u32)(scaled - ns * NS_PER_S);
	return s->steered_own_ns + seconds * speed(s) + ns;
}

u64 oss_clock_own(const struct oss_stream *s, u64 now_ns)
{
	u32 rest;

	if ((s64)(now_ns - s->steered_ns) < 0)
		return s->steered_own_ns - (s->steered_ns - now_ns);
	return own_time(s, now_ns, &rest);
}

/* When it is OWN_NS in its own time. */
static u64 common_time(const struct oss_stream *s, u64 own_ns)
{
	u64 passed = own_ns - s->steered_own_ns;
	u64 seconds, scaled;

	if ((s64)passed <= 0)
		return s->steered_ns + passed;
	/* One nanosecond less, so that what is left of one is not more than there is. */
	seconds = oss_div64(passed - 1, speed(s));
	scaled = (passed - seconds * speed(s)) * NS_PER_S - s->steered_rest;
	return s->steered_ns + seconds * NS_PER_S + oss_div64(scaled + speed(s) - 1, speed(s));
}

void oss_stream_steer(struct oss_stream *s, s32 rate_ppb, u64 now_ns)
{
	u32 rest;

	if (rate_ppb > STEER_MAX_PPB)
		rate_ppb = STEER_MAX_PPB;
	if (rate_ppb < -STEER_MAX_PPB)
		rate_ppb = -STEER_MAX_PPB;
	if (rate_ppb == s->rate_ppb)
		return;
	if ((s64)(now_ns - s->steered_ns) > 0) {
		s->steered_own_ns = own_time(s, now_ns, &rest);
		s->steered_rest = rest;
		s->steered_ns = now_ns;
	}
	s->rate_ppb = rate_ppb;
}

u32 oss_clock_start(struct oss_stream *s, u64 at_ns)
{
	s->run = OSS_RUN_RUNNING;
	s->unheard = false;
	oss_clock_restart(s, at_ns, s->played);
	return OSS_FX_STARTED;
}

void oss_clock_restart(struct oss_stream *s, u64 at_ns, u64 position)
{
	s->origin_ns = oss_clock_own(s, at_ns);
	s->origin_bytes = position;
}

/* A frame of two sample times needs two seconds for a whole number of frames at an odd rate. */
static void rebase(struct oss_stream *s, u64 elapsed_ns)
{
	u32 samples = oss_frame_samples(&s->params);
	u64 steps = oss_div64(elapsed_ns, (u64)NS_PER_S * samples);

	s->origin_ns += steps * samples * NS_PER_S;
	s->origin_bytes += steps * s->params.rate * oss_frame_bytes(&s->params);
}

u64 oss_clock_position(struct oss_stream *s, u64 now_ns)
{
	u64 own_ns = oss_clock_own(s, now_ns);
	u64 elapsed = own_ns - s->origin_ns;

	if ((s64)elapsed < 0)
		return s->origin_bytes;
	rebase(s, elapsed);
	elapsed = own_ns - s->origin_ns;
	return s->origin_bytes +
	       oss_frames_in(&s->params, elapsed) * oss_frame_bytes(&s->params);
}

u64 oss_clock_reaches(const struct oss_stream *s, u64 position)
{
	u32 frame = oss_frame_bytes(&s->params);
	u64 bytes = position > s->origin_bytes ? position - s->origin_bytes : 0;
	u64 frames = oss_div64(bytes + frame - 1, frame);

	return common_time(s, s->origin_ns + oss_frames_ns(&s->params, frames));
}

u64 oss_clock_fragment_ns(const struct oss_stream *s)
{
	return oss_frames_ns(&s->params, s->geometry.fragment_bytes / oss_frame_bytes(&s->params));
}
