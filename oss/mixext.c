// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "mixext.h"

#include "info.h"
#include "print.h"
#include "record_source.h"

#define FIELD(field, string) oss_field(field, sizeof(field), string)
#define ROOT 0u
#define VALUE_MAX 100
#define STAMP 0x44530000	/* and the control's number: one that is mixed up is noticed */

static u32 channel_count(void)
{
	u32 count = 0;

	for (u32 mask = oss_mixer_devmask(); mask; mask &= mask - 1)
		count++;
	return count;
}

/* Channel of a slider: controls from 1 on are the channels that exist, in their order. */
static u32 channel_of(u32 ctrl)
{
	u32 channel = 0;

	while (!(oss_mixer_devmask() >> channel & 1) || --ctrl)
		channel++;
	return channel;
}

u32 oss_mixext_source_control(void)
{
	return channel_count() + 1;
}

u32 oss_mixext_count(void)
{
	return oss_mixext_source_control() + 1;
}

static bool is_slider(u32 ctrl)
{
	return ctrl > ROOT && ctrl < oss_mixext_source_control();
}

s32 oss_mixext_stamp(u32 ctrl)
{
	return (s32)(STAMP + ctrl);
}

static void describe_root(const struct oss_mixer *mixer, struct oss_mixext *ext)
{
	struct oss_mixext_root root = { .id = OSS_MIXER_ID, .name = OSS_MIXER_NAME };

	ext->type = MIXT_DEVROOT;
	ext->parent = -1;
	ext->control_no = -1;
	ext->update_counter = (s32)mixer->modify_counter;
	memcpy(ext->data, &root, sizeof(root));
	FIELD(ext->id, OSS_MIXER_ID);
	FIELD(ext->extname, OSS_MIXER_ID);
}

static s32 role_of(u32 channel)
{
	switch (channel) {
	case SOUND_MIXER_VOLUME:
		return MIXF_MAINVOL;
	case SOUND_MIXER_PCM:
		return MIXF_PCMVOL;
	case SOUND_MIXER_IGAIN:
		return MIXF_RECVOL;
	case SOUND_MIXER_IMIX:
	case SOUND_MIXER_MONITOR:
		return MIXF_MONVOL;
	default:
		return 0;
	}
}

static u32 scope_of(u32 channel)
{
	if (role_of(channel) == MIXF_MONVOL)
		return MIXEXT_SCOPE_MONITOR;
	if (role_of(channel) == MIXF_RECVOL || oss_mixer_recordable() >> channel & 1)
		return MIXEXT_SCOPE_INPUT;
	return MIXEXT_SCOPE_OUTPUT;
}

static void describe_slider(const struct oss_mixer *mixer, u32 channel, struct oss_mixext *ext)
{
	bool stereo = oss_mixer_stereo() >> channel & 1;

	ext->type = stereo ? MIXT_STEREOSLIDER : MIXT_MONOSLIDER;
	ext->maxvalue = VALUE_MAX;
	ext->flags = MIXF_READABLE | MIXF_WRITEABLE | MIXF_DESCR | role_of(channel);
	ext->control_no = (s32)channel;
	ext->desc = scope_of(channel);
	ext->update_counter = (s32)mixer->updates[channel];
	FIELD(ext->id, oss_mixer_channel_name(channel));
	FIELD(ext->extname, oss_mixer_channel_name(channel));
}

static void describe_source(const struct oss_mixer *mixer, struct oss_mixext *ext)
{
	ext->type = MIXT_ENUM;
	ext->maxvalue = (s32)oss_source_count();
	ext->flags = MIXF_READABLE | MIXF_WRITEABLE | MIXF_DESCR;
	ext->control_no = -1;
	ext->desc = MIXEXT_SCOPE_RECSWITCH;
	ext->update_counter = (s32)mixer->updates[OSS_MIXER_CHANNELS];
	for (u32 source = 0; source < oss_source_count(); source++)
		ext->enum_present[source / 8] |= (u8)(1u << source % 8);
	FIELD(ext->id, "recsrc");
	FIELD(ext->extname, "recsrc");
}

bool oss_mixext_describe(const struct oss_mixer *mixer, u32 ctrl, struct oss_mixext *ext)
{
	memset(ext, 0, sizeof(*ext));
	ext->ctrl = (s32)ctrl;
	ext->timestamp = oss_mixext_stamp(ctrl);
	if (ctrl == ROOT)
		describe_root(mixer, ext);
	else if (is_slider(ctrl))
		describe_slider(mixer, channel_of(ctrl), ext);
	else if (ctrl == oss_mixext_source_control())
		describe_source(mixer, ext);
	else
		return false;
	return true;
}

/* A mono slider has one side, but programs that show two find the same in both. */
bool oss_mixext_read(const struct oss_mixer *mixer, u32 ctrl, s32 *value)
{
	if (is_slider(ctrl))
		*value = (s32)oss_mixer_volume(mixer, channel_of(ctrl));
	else if (ctrl == oss_mixext_source_control())
		*value = oss_source_get(mixer);
	else
		return false;
	return true;
}

bool oss_mixext_write(struct oss_mixer *mixer, u32 ctrl, s32 value, bool *changed)
{
	if (ctrl == oss_mixext_source_control())
		return oss_source_set(mixer, value, changed);
	if (!is_slider(ctrl))
		return false;
	*changed = oss_mixer_set_volume(mixer, channel_of(ctrl), (u32)value);
	return true;
}

bool oss_mixext_explain(u32 ctrl, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);

	if (ctrl == oss_mixext_source_control()) {
		oss_text_add(&text, "Record source\nWhat programs that record hear.");
		return true;
	}
	if (!is_slider(ctrl))
		return false;
	oss_text_add(&text, "Volume of ");
	oss_text_add(&text, oss_mixer_channel_name(channel_of(ctrl)));
	oss_text_add(&text, "\nKept for programs; recordings are what was written, unchanged.");
	return true;
}
