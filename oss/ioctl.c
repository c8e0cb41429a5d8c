// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "ioctl.h"

#include "handlers.h"

static const struct oss_ioctl *find_exact(u32 cmd)
{
	const struct oss_ioctl *row;

	for (u32 i = 0; (row = oss_ioctl_at(i)); i++)
		if (row->cmd == cmd)
			return row;
	return NULL;
}

u32 oss_ioctl_normal(u32 cmd)
{
	u32 normal;

	if (OSS_IOC_TYPE(cmd) != 'M' || find_exact(cmd))
		return cmd;
	normal = cmd & OSS_IOC_IN ? cmd | OSS_IOC_DIR : cmd;
	return find_exact(normal) ? normal : cmd;
}

const struct oss_ioctl *oss_ioctl_find(u32 cmd)
{
	return find_exact(oss_ioctl_normal(cmd));
}

u32 oss_ioctl_in_bytes(u32 cmd)
{
	return cmd & OSS_IOC_IN && oss_ioctl_find(cmd) ? OSS_IOC_SIZE(cmd) : 0;
}

u32 oss_ioctl_out_bytes(u32 cmd)
{
	return cmd & OSS_IOC_OUT && oss_ioctl_find(cmd) ? OSS_IOC_SIZE(cmd) : 0;
}

bool oss_ioctl_is_ours(u32 cmd)
{
	switch (OSS_IOC_TYPE(cmd)) {
	case 'P':
	case 'M':
	case 'X':
	case 'Q':
		return true;
	default:
		return false;
	}
}

static bool can_answer(const struct oss_ioctl *row, const struct oss_dsp *dsp,
		       const struct oss_mixer *mixer)
{
	switch (row->target) {
	case OSS_ON_DSP:
		return dsp;
	case OSS_ON_MIXER:
		return mixer;
	default:
		return true;
	}
}

int oss_ioctl(struct oss_dsp *dsp, struct oss_mixer *mixer, struct oss_call *call)
{
	const struct oss_ioctl *row = oss_ioctl_find(call->cmd);

	call->effects = 0;
	if (!row || !can_answer(row, dsp, mixer))
		return OSS_EINVAL;
	if (dsp && call->cmd != SNDCTL_DSP_GETOSPACE && call->cmd != SNDCTL_DSP_GETISPACE)
		dsp->space_queries = 0;
	return row->handle(dsp, mixer, call);
}

OSS_HANDLER(oss_refuse)
{
	return OSS_EINVAL;
}

OSS_HANDLER(oss_accept)
{
	return 0;
}

OSS_HANDLER(oss_getversion)
{
	call->arg.value = SOUND_VERSION;
	return 0;
}
