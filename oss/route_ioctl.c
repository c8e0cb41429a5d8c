// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Volume, source, target, order of channels and peaks of one open. None changes a sample. */
#include "handlers.h"
#include "info.h"
#include "meter.h"
#include "mixext.h"
#include "record_source.h"

static u32 percent(u32 byte)
{
	return byte > 100 ? 100 : byte;
}

static int get_volume(const struct oss_stream *s, struct oss_call *call)
{
	if (!s->present)
		return OSS_EINVAL;
	call->arg.value = (s32)s->volume;
	return 0;
}

static int set_volume(struct oss_stream *s, struct oss_call *call)
{
	u32 asked = (u32)call->arg.value;
	u32 before = s->volume;

	if (!s->present)
		return OSS_EINVAL;
	s->volume = percent(asked & 0xff) | percent(asked >> 8 & 0xff) << 8;
	if (s->volume != before)
		call->effects |= OSS_FX_MIXER;
	return get_volume(s, call);
}

OSS_HANDLER(oss_getplayvol)
{
	return get_volume(&dsp->play, call);
}

OSS_HANDLER(oss_setplayvol)
{
	return set_volume(&dsp->play, call);
}

OSS_HANDLER(oss_getrecvol)
{
	return get_volume(&dsp->capture, call);
}

OSS_HANDLER(oss_setrecvol)
{
	return set_volume(&dsp->capture, call);
}

OSS_HANDLER(oss_get_recsrc_names)
{
	struct oss_mixer_enuminfo *info = &call->arg.enuminfo;

	if (!dsp->capture.present)
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	info->ctrl = (s32)oss_mixext_source_control();
	oss_source_names(info);
	return 0;
}

OSS_HANDLER(oss_get_recsrc)
{
	if (!dsp->capture.present)
		return OSS_EINVAL;
	call->arg.value = oss_source_get(&device->mixer);
	return 0;
}

OSS_HANDLER(oss_set_recsrc)
{
	bool changed = false;

	if (!dsp->capture.present || !oss_source_set(&device->mixer, call->arg.value, &changed))
		return OSS_EINVAL;
	if (changed)
		call->effects |= OSS_FX_MIXER;
	return 0;
}

/* Where the sound goes is not the program's to choose: there is one target. */
OSS_HANDLER(oss_get_playtgt_names)
{
	struct oss_mixer_enuminfo *info = &call->arg.enuminfo;

	if (!dsp->play.present)
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	info->nvalues = 1;
	oss_field(info->strings, sizeof(info->strings), "default");
	return 0;
}

OSS_HANDLER(oss_get_playtgt)
{
	call->arg.value = 0;
	return dsp->play.present ? 0 : OSS_EINVAL;
}

OSS_HANDLER(oss_set_playtgt)
{
	return dsp->play.present && call->arg.value == 0 ? 0 : OSS_EINVAL;
}

OSS_HANDLER(oss_get_chnorder)
{
	call->arg.channel_order = dsp->channel_order;
	return 0;
}

/* Speakers 1 to 8, each once at most; after the last one all is 0. */
static bool is_order(u64 order)
{
	u32 seen = 0;

	for (; order; order >>= 4) {
		u32 speaker = order & 0xf;

		if (speaker == 0 || speaker > CHID_MAX || seen >> speaker & 1)
			return false;
		seen |= 1u << speaker;
	}
	return seen;
}

OSS_HANDLER(oss_set_chnorder)
{
	if (!is_order(call->arg.channel_order))
		return OSS_EINVAL;
	dsp->channel_order = call->arg.channel_order;
	return 0;
}

static int answer_peaks(struct oss_stream *s, struct oss_call *call)
{
	if (!s->present)
		return OSS_EINVAL;
	if (s->metered != s->played) {
		call->effects |= OSS_FX_METER;
		return 0;
	}
	memset(call->arg.peaks, 0, sizeof(call->arg.peaks));
	memcpy(call->arg.peaks, s->peaks, sizeof(s->peaks));
	memset(s->peaks, 0, sizeof(s->peaks));
	return 0;
}

OSS_HANDLER(oss_getopeaks)
{
	return answer_peaks(&dsp->play, call);
}

OSS_HANDLER(oss_getipeaks)
{
	return answer_peaks(&dsp->capture, call);
}
