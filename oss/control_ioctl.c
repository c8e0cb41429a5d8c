// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"
#include "info.h"

OSS_HANDLER(oss_reset)
{
	call->effects |= oss_play_reset(&dsp->play);
	call->effects |= oss_capture_reset(&dsp->capture, call->now_ns);
	return 0;
}

/* Waits only for what can end: not for a mapped buffer, not with the trigger off. */
OSS_HANDLER(oss_sync)
{
	if (oss_play_heard(&dsp->play))
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
	call->arg.value = OSS_CAPS | OSS_CAPS_OF_FILE(oss_device_file(dsp->opener.node));
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

OSS_HANDLER(oss_halt_output)
{
	call->effects |= oss_play_reset(&dsp->play);
	return 0;
}

OSS_HANDLER(oss_halt_input)
{
	call->effects |= oss_capture_reset(&dsp->capture, call->now_ns);
	return 0;
}

/* The first half of a pause: what is queued becomes silence, and the clock goes on. */
OSS_HANDLER(oss_silence)
{
	if (!dsp->play.present)
		return OSS_EINVAL;
	call->effects |= OSS_FX_SILENCE;
	return 0;
}

/* The second half: what is queued is given up, so that the next write is heard at once. */
OSS_HANDLER(oss_skip)
{
	if (!dsp->play.present)
		return OSS_EINVAL;
	if (!dsp->play.mapped)
		call->effects |= oss_play_drop(&dsp->play);
	return 0;
}

OSS_HANDLER(oss_cookedmode)
{
	dsp->cooked = call->arg.value != 0;
	return 0;
}
