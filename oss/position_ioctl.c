// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

#define INT_MASK 0x7fffffffu

/* Programs that do not look at the result must not find an old value. */
OSS_HANDLER(oss_getodelay)
{
	u64 behind = oss_play_behind(&dsp->play, call->now_ns);

	behind *= oss_frame_bytes(&dsp->play.params);
	call->arg.value = (s32)(oss_play_delay(&dsp->play) + behind);
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

/* What lies between `samples` and the loudspeaker is the FIFO. */
static int answer_samples(const struct oss_stream *s, u64 behind, struct oss_call *call)
{
	if (!s->present)
		return OSS_EINVAL;
	behind *= oss_frame_samples(&s->params);
	memset(&call->arg.position, 0, OSS_IOC_SIZE(call->cmd));
	call->arg.position.samples = oss_stream_samples(s);
	call->arg.position.fifo_samples = (s32)behind;
	return 0;
}

OSS_HANDLER(oss_current_optr)
{
	return answer_samples(&dsp->play, oss_play_behind(&dsp->play, call->now_ns), call);
}

OSS_HANDLER(oss_current_iptr)
{
	return answer_samples(&dsp->capture, 0, call);
}

static s32 take_underruns(struct oss_stream *s)
{
	u32 underruns = s->underruns - s->underruns_told;

	s->underruns_told = s->underruns;
	return (s32)(underruns & INT_MASK);
}

OSS_HANDLER(oss_geterror)
{
	struct audio_errinfo *info = &call->arg.errors;

	memset(info, 0, sizeof(*info));
	info->play_underruns = take_underruns(&dsp->play);
	info->rec_overruns = take_underruns(&dsp->capture);
	info->play_errorcount = (s32)dsp->play.errors.count;
	info->rec_errorcount = (s32)dsp->capture.errors.count;
	oss_error_pop(&dsp->play.errors, &info->play_lasterror, &info->play_errorparm);
	oss_error_pop(&dsp->capture.errors, &info->rec_lasterror, &info->rec_errorparm);
	return 0;
}
