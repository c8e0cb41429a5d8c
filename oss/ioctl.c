// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "ioctl.h"

#include "handlers.h"

/* The table is ordered by type, number, direction and size. */
static u32 order(u32 cmd)
{
	return cmd << 16 | cmd >> 16;
}

static const struct oss_ioctl *find_exact(u32 cmd)
{
	u32 first = 0;
	u32 end = oss_ioctl_count();

	while (first < end) {
		u32 middle = (first + end) / 2;
		const struct oss_ioctl *row = oss_ioctl_at(middle);

		if (row->cmd == cmd)
			return row;
		if (order(row->cmd) < order(cmd))
			first = middle + 1;
		else
			end = middle;
	}
	return NULL;
}

const struct oss_ioctl *oss_ioctl_find(u32 cmd)
{
	const struct oss_ioctl *row = find_exact(cmd);

	if (!row && OSS_IOC_TYPE(cmd) == 'M' && cmd & OSS_IOC_IN)
		row = find_exact(cmd | OSS_IOC_DIR);
	return row;
}

u32 oss_ioctl_normal(u32 cmd)
{
	const struct oss_ioctl *row = oss_ioctl_find(cmd);

	return row ? row->cmd : cmd;
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
	case 'Y':
	case 'Q':
		return true;
	default:
		return false;
	}
}

int oss_ioctl(struct oss_device *device, struct oss_dsp *dsp, struct oss_call *call)
{
	const struct oss_ioctl *row = oss_ioctl_find(call->cmd);

	call->effects = 0;
	if (!row || (row->target == OSS_ON_DSP && !dsp))
		return OSS_EINVAL;
	if (dsp && call->cmd != SNDCTL_DSP_GETOSPACE && call->cmd != SNDCTL_DSP_GETISPACE)
		dsp->space_queries = 0;
	return row->handle(device, dsp, call);
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
	call->arg.value = (s32)device->api;
	return 0;
}
