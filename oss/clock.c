// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "clock.h"

#define NS_PER_S 1000000000u

u32 oss_clock_start(struct oss_stream *s, u64 at_ns)
{
	s->run = OSS_RUN_RUNNING;
	s->origin_ns = at_ns;
	s->origin_bytes = s->played;
	return OSS_FX_STARTED;
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
	u64 elapsed = now_ns - s->origin_ns;

	if ((s64)elapsed < 0)
		return s->origin_bytes;
	rebase(s, elapsed);
	elapsed = now_ns - s->origin_ns;
	return s->origin_bytes +
	       oss_frames_in(&s->params, elapsed) * oss_frame_bytes(&s->params);
}

u64 oss_clock_reaches(const struct oss_stream *s, u64 position)
{
	u32 frame = oss_frame_bytes(&s->params);
	u64 bytes = position > s->origin_bytes ? position - s->origin_bytes : 0;

	return s->origin_ns + oss_frames_ns(&s->params, oss_div64(bytes + frame - 1, frame));
}

u64 oss_clock_fragment_ns(const struct oss_stream *s)
{
	return oss_frames_ns(&s->params, s->geometry.fragment_bytes / oss_frame_bytes(&s->params));
}
