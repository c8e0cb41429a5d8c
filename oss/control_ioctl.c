// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

#define CAPS                                                                                       \
	(DSP_CAP_DUPLEX | DSP_CAP_REALTIME | DSP_CAP_TRIGGER | DSP_CAP_MMAP | DSP_CAP_MULTI | 1)

OSS_HANDLER(oss_reset)
{
	call->effects |= oss_play_reset(&dsp->play);
	call->effects |= oss_capture_reset(&dsp->capture, call->now_ns);
	return 0;
}

/* Waits only for what can end: not for a mapped buffer, not with the trigger off. */
OSS_HANDLER(oss_sync)
{
	const struct oss_stream *play = &dsp->play;

	if (!play->enabled || play->mapped || oss_play_drained(play))
		return 0;
	call->effects |= oss_play_post(&dsp->play, call->now_ns) | OSS_FX_WAIT_DRAIN;
	return 0;
}

OSS_HANDLER(oss_post)
{
	call->effects |= oss_play_post(&dsp->play, call->now_ns);
	return 0;
}

OSS_HANDLER(oss_nonblock)
{
	dsp->nonblock = true;
	call->effects |= OSS_FX_NONBLOCK;
	return 0;
}

OSS_HANDLER(oss_getcaps)
{
	call->arg.value = CAPS;
	return 0;
}

OSS_HANDLER(oss_gettrigger)
{
	call->arg.value = (dsp->capture.enabled ? PCM_ENABLE_INPUT : 0) |
			  (dsp->play.enabled ? PCM_ENABLE_OUTPUT : 0);
	return 0;
}

OSS_HANDLER(oss_settrigger)
{
	bool input = call->arg.value & PCM_ENABLE_INPUT;
	bool output = call->arg.value & PCM_ENABLE_OUTPUT;

	call->effects |= oss_play_trigger(&dsp->play, output, call->now_ns);
	call->effects |= oss_capture_trigger(&dsp->capture, input, call->now_ns);
	return 0;
}
