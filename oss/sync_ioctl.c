// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Groups of opens that start at the same nanosecond: SNDCTL_DSP_SYNCGROUP and SYNCSTART. */
#include "handlers.h"

static u32 trigger(struct oss_dsp *dsp, bool on, u64 now_ns)
{
	u32 fx = 0;

	if (dsp->sync_mode & PCM_ENABLE_OUTPUT)
		fx |= oss_play_trigger(&dsp->play, on, now_ns);
	if (dsp->sync_mode & PCM_ENABLE_INPUT)
		fx |= oss_capture_trigger(&dsp->capture, on, now_ns);
	return fx;
}

static bool group_exists(const struct oss_device *device, s32 group)
{
	const struct oss_dsp *dsp = device->opens;

	while (dsp && dsp->sync_group != group)
		dsp = dsp->next;
	return dsp;
}

static s32 new_group(struct oss_device *device)
{
	do {
		device->sync_groups = device->sync_groups % 0x7fffffff + 1;
	} while (group_exists(device, device->sync_groups));
	return device->sync_groups;
}

static bool can_start(const struct oss_dsp *dsp, s32 mode)
{
	s32 present = (dsp->capture.present ? PCM_ENABLE_INPUT : 0) |
		      (dsp->play.present ? PCM_ENABLE_OUTPUT : 0);

	return mode && !(mode & ~present);
}

static bool is_running(const struct oss_dsp *dsp, s32 mode)
{
	return (mode & PCM_ENABLE_OUTPUT && dsp->play.run == OSS_RUN_RUNNING) ||
	       (mode & PCM_ENABLE_INPUT && dsp->capture.run == OSS_RUN_RUNNING);
}

/* Group 0 is a new one. From here on its directions wait for SYNCSTART, whatever is written. */
OSS_HANDLER(oss_join_sync_group)
{
	struct oss_syncgroup *group = &call->arg.syncgroup;

	if (!can_start(dsp, group->mode) || group->id < 0 ||
	    (group->id && !group_exists(device, group->id)))
		return OSS_EINVAL;
	if (dsp->sync_group || is_running(dsp, group->mode))
		return OSS_EBUSY;
	dsp->sync_group = group->id ? group->id : new_group(device);
	dsp->sync_mode = group->mode;
	group->id = dsp->sync_group;
	call->effects |= trigger(dsp, false, call->now_ns);
	return 0;
}

/* The group ends with its start. What it does to the others waits for their shells. */
OSS_HANDLER(oss_start_sync_group)
{
	s32 group = call->arg.value;

	if (group <= 0 || !group_exists(device, group))
		return OSS_EINVAL;
	for (struct oss_dsp *member = device->opens; member; member = member->next) {
		if (member->sync_group != group)
			continue;
		member->pending |= trigger(member, true, call->now_ns) | OSS_FX_WAKE;
		member->sync_group = 0;
	}
	call->effects |= OSS_FX_OTHERS;
	return 0;
}
