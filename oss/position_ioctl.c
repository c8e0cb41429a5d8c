// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

#define INT_MASK 0x7fffffffu

/* Programs that do not look at the result must not find an old value. */
OSS_HANDLER(oss_getodelay)
{
	call->arg.value = (s32)oss_play_delay(&dsp->play);
	return dsp->play.present ? 0 : OSS_EINVAL;
}

/* Some programs were written for a driver that answers the free fragments. */
static u32 answer_blocks(struct oss_stream *s)
{
	u32 passed = oss_stream_take_blocks(s);
	bool counts_free = s->overrides.flags & OSS_OVERRIDE_BUGGY_POINTER;

	if (!counts_free || s->capture || s->mapped)
		return passed;
	return oss_play_space(s) / s->geometry.fragment_bytes;
}

static void answer_pointer(struct oss_stream *s, struct oss_call *call)
{
	call->arg.count.bytes = (s32)(oss_stream_bytes(s) & INT_MASK);
	call->arg.count.ptr = (s32)oss_stream_ptr(s);
	call->arg.count.blocks = (s32)(answer_blocks(s) & INT_MASK);
}

OSS_HANDLER(oss_getoptr)
{
	if (!dsp->play.present)
		return OSS_EINVAL;
	if (dsp->play.mapped && dsp->play.enabled && dsp->play.run != OSS_RUN_RUNNING)
		call->effects |= oss_play_trigger(&dsp->play, true, call->now_ns);
	answer_pointer(&dsp->play, call);
	return 0;
}

OSS_HANDLER(oss_getiptr)
{
	if (!dsp->capture.present)
		return OSS_EINVAL;
	if (dsp->capture.mapped)
		call->effects |= oss_capture_start(&dsp->capture, call->now_ns);
	answer_pointer(&dsp->capture, call);
	return 0;
}
