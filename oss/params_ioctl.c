// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

static u32 clamped(u32 value, u32 least, u32 most)
{
	if (value < least)
		return least;
	return value > most ? most : value;
}

/* False while the queue drains: the call comes again, so its argument must stay as it was. */
static bool changed(struct oss_dsp *dsp, struct oss_call *call, const struct oss_params *params)
{
	call->effects |= oss_dsp_set_params(dsp, params, call->now_ns);
	return !(call->effects & OSS_FX_WAIT_DRAIN);
}

OSS_HANDLER(oss_speed)
{
	struct oss_params params = dsp->params;

	if (call->arg.value > 0)
		params.rate = clamped((u32)call->arg.value, OSS_RATE_MIN, OSS_RATE_MAX);
	if (changed(dsp, call, &params))
		call->arg.value = (s32)dsp->params.rate;
	return 0;
}

OSS_HANDLER(oss_channels)
{
	struct oss_params params = dsp->params;

	if (call->arg.value > 0)
		params.channels = clamped((u32)call->arg.value, 1, OSS_CHANNELS_MAX);
	if (changed(dsp, call, &params))
		call->arg.value = (s32)dsp->params.channels;
	return 0;
}

OSS_HANDLER(oss_stereo)
{
	struct oss_params params = dsp->params;

	params.channels = call->arg.value > 0 ? 2 : 1;
	if (changed(dsp, call, &params))
		call->arg.value = dsp->params.channels > 1;
	return 0;
}

OSS_HANDLER(oss_setfmt)
{
	struct oss_params params = dsp->params;
	u32 asked = (u32)call->arg.value;

	if (asked != AFMT_QUERY)
		params.afmt = oss_format_find(asked) ? asked : AFMT_U8;
	if (changed(dsp, call, &params))
		call->arg.value = (s32)dsp->params.afmt;
	return 0;
}

OSS_HANDLER(oss_getfmts)
{
	call->arg.value = (s32)(dsp->fixed_params ? dsp->params.afmt : oss_format_advertised());
	return 0;
}

OSS_HANDLER(oss_read_rate)
{
	call->arg.value = (s32)dsp->params.rate;
	return 0;
}

OSS_HANDLER(oss_read_channels)
{
	call->arg.value = (s32)dsp->params.channels;
	return 0;
}

OSS_HANDLER(oss_read_bits)
{
	call->arg.value = oss_format_find(dsp->params.afmt)->bits;
	return 0;
}
