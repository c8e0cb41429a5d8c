// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What there is: the system, its card, its device files, engines and mixer. */
#include "handlers.h"
#include "info.h"
#include "mixext.h"

#define FIELD(field, string) oss_field(field, sizeof(field), string)
#define NONE (-1)

OSS_HANDLER(oss_sysinfo)
{
	struct oss_sysinfo *info = &call->arg.sysinfo;

	memset(info, 0, sizeof(*info));
	FIELD(info->product, "OSS/dsproxy");
	oss_device_version(device, info->version, sizeof(info->version));
	info->versionnum = (s32)device->api;
	info->numaudios = OSS_DEVICE_FILES;
	for (u32 file = 0; file < OSS_DEVICE_FILES; file++)
		if (oss_device_on_file(device, file))
			info->openedaudio[0] |= 1 << file;
	info->nummixers = 1;
	info->numcards = 1;
	info->numaudioengines = (s32)oss_device_engines(device);
	FIELD(info->license, "GPL");
	memset(info->filler, 0xff, sizeof(info->filler));
	return 0;
}

OSS_HANDLER(oss_cardinfo)
{
	struct oss_card_info *info = &call->arg.card_info;

	if (info->card != 0 && info->card != NONE)
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	FIELD(info->shortname, "dsproxy");
	FIELD(info->longname, "dsproxy virtual sound card");
	FIELD(info->hw_info, "No hardware: every rate, format and number of channels is exact.");
	return 0;
}

OSS_HANDLER(oss_mixerinfo)
{
	struct oss_mixerinfo *info = &call->arg.mixerinfo;

	if (info->dev != 0 && info->dev != NONE)
		return OSS_EINVAL;
	memset(info, 0, sizeof(*info));
	FIELD(info->id, OSS_MIXER_ID);
	FIELD(info->name, OSS_MIXER_NAME);
	info->modify_counter = (s32)device->mixer.modify_counter;
	FIELD(info->handle, "dsproxy-mx01");
	info->enabled = 1;
	info->caps = MIXER_CAP_VIRTUAL;
	info->nrext = (s32)oss_mixext_count();
	info->priority = 1;
	FIELD(info->devnode, oss_node_path(OSS_NODE_MIXER));
	return 0;
}

/* What is the same for every engine. */
static void describe_device(struct oss_audioinfo *info)
{
	memset(info, 0, sizeof(*info));
	info->caps = OSS_CAPS;
	info->iformats = (s32)oss_format_advertised();
	info->oformats = info->iformats;
	info->enabled = 1;
	info->min_rate = OSS_RATE_MIN;
	info->max_rate = OSS_RATE_MAX;
	info->min_channels = 1;
	info->max_channels = OSS_CHANNELS_MAX;
	info->next_play_engine = NONE;
	info->next_rec_engine = NONE;
}

static void describe_file(struct oss_audioinfo *info, u32 file)
{
	struct oss_text handle = oss_text_in(info->handle, sizeof(info->handle));

	FIELD(info->name, oss_device_file_name(file));
	oss_text_add(&handle, "dsproxy-au0");
	oss_text_number(&handle, file + 1);
	info->caps |= OSS_CAPS_OF_FILE(file);
	info->port_number = (s32)file;
	info->legacy_device = file == 0 ? 0 : NONE;
	FIELD(info->devnode, oss_node_path(file == 0 ? OSS_NODE_DSP : OSS_NODE_DSP_NB));
}

static void describe_open(struct oss_audioinfo *info, const struct oss_dsp *dsp)
{
	if (dsp->name[0])
		FIELD(info->name, dsp->name);
	info->busy = (dsp->capture.present ? PCM_ENABLE_INPUT : 0) |
		     (dsp->play.present ? PCM_ENABLE_OUTPUT : 0);
	info->pid = dsp->opener.pid;
	memcpy(info->cmd, dsp->opener.comm, sizeof(dsp->opener.comm));
	memcpy(info->song_name, dsp->song, sizeof(info->song_name));
	memcpy(info->label, dsp->label, sizeof(info->label));
	FIELD(info->devnode, oss_node_path(dsp->opener.node));
}

static void describe(struct oss_audioinfo *info, u32 file, const struct oss_dsp *dsp)
{
	describe_device(info);
	describe_file(info, file);
	if (dsp)
		describe_open(info, dsp);
}

/* Device files of -1 and engines of -1 are the caller's own: a mixer has none. */
OSS_HANDLER(oss_audioinfo)
{
	struct oss_audioinfo *info = &call->arg.audioinfo;
	s32 dev = info->dev;

	if (dev == NONE && dsp)
		dev = (s32)oss_device_file(dsp->opener.node);
	else if (dev >= 0 && (u32)dev < OSS_DEVICE_FILES)
		dsp = oss_device_on_file(device, (u32)dev);
	else
		return OSS_EINVAL;
	describe(info, (u32)dev, dsp);
	FIELD(info->devnode, oss_node_path(dev == 0 ? OSS_NODE_DSP : OSS_NODE_DSP_NB));
	info->dev = dev;
	info->rate_source = dev;
	return 0;
}

/* Whoever has the next engine of the same device file. */
static s32 next_engine(const struct oss_device *device, u32 file, u32 engine, bool capture)
{
	for (const struct oss_dsp *dsp = device->opens; dsp; dsp = dsp->next)
		if (oss_device_file(dsp->opener.node) == file && dsp->engine > engine &&
		    (capture ? dsp->capture.present : dsp->play.present))
			return (s32)dsp->engine;
	return NONE;
}

OSS_HANDLER(oss_engineinfo)
{
	struct oss_audioinfo *info = &call->arg.audioinfo;
	s32 dev = info->dev == NONE && dsp ? (s32)dsp->engine : info->dev;
	u32 file = 0;

	if (dev < 0 || (u32)dev >= oss_device_engines(device))
		return OSS_EINVAL;
	dsp = oss_device_on_engine(device, (u32)dev);
	if (dsp)
		file = oss_device_file(dsp->opener.node);
	else if ((u32)dev < OSS_DEVICE_FILES)
		file = (u32)dev;
	describe(info, file, dsp);
	info->dev = dev;
	info->rate_source = dev;
	if ((u32)dev >= OSS_DEVICE_FILES)
		info->caps = (info->caps | PCM_CAP_SHADOW) & ~PCM_CAP_DEFAULT;
	info->next_play_engine = next_engine(device, file, (u32)dev, false);
	info->next_rec_engine = next_engine(device, file, (u32)dev, true);
	return 0;
}
