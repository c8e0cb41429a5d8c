// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

static const char info_id[16] = OSS_MIXER_ID;
static const char info_name[32] = OSS_MIXER_NAME;

static u32 channel_of(const struct oss_call *call)
{
	return OSS_IOC_NR(call->cmd);
}

static bool exists(const struct oss_call *call)
{
	return oss_mixer_devmask() >> channel_of(call) & 1;
}

OSS_HANDLER(oss_mixer_read)
{
	if (!exists(call))
		return OSS_EINVAL;
	call->arg.value = (s32)oss_mixer_volume(&device->mixer, channel_of(call));
	return 0;
}

OSS_HANDLER(oss_mixer_write)
{
	if (!exists(call))
		return OSS_EINVAL;
	if (oss_mixer_set_volume(&device->mixer, channel_of(call), (u32)call->arg.value))
		call->effects |= OSS_FX_MIXER;
	return oss_mixer_read(device, dsp, call);
}

OSS_HANDLER(oss_mixer_read_mask)
{
	u32 mask = 0;	/* CAPS, OUTMASK and OUTSRC: nothing special, nothing to choose */

	switch (OSS_IOC_NR(call->cmd)) {
	case SOUND_MIXER_DEVMASK:
		mask = oss_mixer_devmask();
		break;
	case SOUND_MIXER_STEREODEVS:
		mask = oss_mixer_stereo();
		break;
	case SOUND_MIXER_RECMASK:
		mask = oss_mixer_recordable();
		break;
	case SOUND_MIXER_RECSRC:
		mask = device->mixer.record_source;
		break;
	}
	call->arg.value = (s32)mask;
	return 0;
}

OSS_HANDLER(oss_mixer_write_recsrc)
{
	if (oss_mixer_set_source(&device->mixer, (u32)call->arg.value))
		call->effects |= OSS_FX_MIXER;
	call->arg.value = (s32)device->mixer.record_source;
	return 0;
}

OSS_HANDLER(oss_mixer_write_outsrc)
{
	call->arg.value = 0;
	return 0;
}

/* The old structure is the beginning of the new one. */
OSS_HANDLER(oss_mixer_get_info)
{
	struct mixer_info *info = &call->arg.mixer_info;

	memset(info, 0, sizeof(*info));
	memcpy(info->id, info_id, sizeof(info->id));
	memcpy(info->name, info_name, sizeof(info->name));
	info->modify_counter = (s32)device->mixer.modify_counter;
	return 0;
}
