// SPDX-License-Identifier: GPL-2.0 OR MIT
/* SNDCTL_MIX_: the calls about the tree of controls. There is one mixer, number 0. */
#include "handlers.h"
#include "mixext.h"
#include "record_source.h"

static bool is_mixer(s32 dev)
{
	return dev == 0 || dev == -1;
}

OSS_HANDLER(oss_mix_nrmix)
{
	call->arg.value = 1;
	return 0;
}

OSS_HANDLER(oss_mix_nrext)
{
	if (!is_mixer(call->arg.value))
		return OSS_EINVAL;
	call->arg.value = (s32)oss_mixext_count();
	return 0;
}

OSS_HANDLER(oss_mix_extinfo)
{
	struct oss_mixext *ext = &call->arg.mixext;

	if (!is_mixer(ext->dev))
		return OSS_EINVAL;
	return oss_mixext_describe(&device->mixer, (u32)ext->ctrl, ext) ? 0 : OSS_EINVAL;
}

/* EIDRM tells the program that its list of controls is not ours. */
static int check(const struct oss_mixer_value *value)
{
	u32 ctrl = (u32)value->ctrl;

	if (!is_mixer(value->dev) || ctrl >= oss_mixext_count())
		return OSS_EINVAL;
	return value->timestamp == oss_mixext_stamp(ctrl) ? 0 : OSS_EIDRM;
}

OSS_HANDLER(oss_mix_read)
{
	struct oss_mixer_value *value = &call->arg.mixer_value;
	int error = check(value);

	if (error)
		return error;
	return oss_mixext_read(&device->mixer, (u32)value->ctrl, &value->value) ? 0 : OSS_EINVAL;
}

OSS_HANDLER(oss_mix_write)
{
	struct oss_mixer_value *value = &call->arg.mixer_value;
	int error = check(value);
	bool changed = false;

	if (error)
		return error;
	if (!oss_mixext_write(&device->mixer, (u32)value->ctrl, value->value, &changed))
		return OSS_EINVAL;
	if (changed)
		call->effects |= OSS_FX_MIXER;
	return oss_mix_read(device, dsp, call);
}

OSS_HANDLER(oss_mix_enuminfo)
{
	struct oss_mixer_enuminfo *info = &call->arg.enuminfo;
	s32 ctrl = info->ctrl;

	if (!is_mixer(info->dev) || (u32)ctrl != oss_mixext_source_control())
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	info->ctrl = ctrl;
	oss_source_names(info);
	return 0;
}

OSS_HANDLER(oss_mix_description)
{
	struct oss_mixer_enuminfo *info = &call->arg.enuminfo;
	s32 ctrl = info->ctrl;

	if (!is_mixer(info->dev))
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	info->ctrl = ctrl;
	info->nvalues = 1;
	return oss_mixext_explain((u32)ctrl, info->strings, sizeof(info->strings)) ? 0 :
										     OSS_EINVAL;
}
