// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "record_source.h"

#include "print.h"
#include "text.h"

u32 oss_source_count(void)
{
	u32 count = 0;

	for (u32 mask = oss_mixer_recordable(); mask; mask &= mask - 1)
		count++;
	return count;
}

/* The bit of the SOURCE-th channel that can be recorded; 0 past the end. */
static u32 bit_of(u32 source)
{
	u32 mask = oss_mixer_recordable();

	while (source && mask) {
		mask &= mask - 1;
		source--;
	}
	return mask & (0 - mask);
}

s32 oss_source_get(const struct oss_mixer *mixer)
{
	for (u32 source = 0; source < oss_source_count(); source++)
		if (mixer->record_source & bit_of(source))
			return (s32)source;
	return 0;
}

bool oss_source_set(struct oss_mixer *mixer, s32 source, bool *changed)
{
	if (source < 0 || (u32)source >= oss_source_count())
		return false;
	*changed = oss_mixer_set_source(mixer, bit_of((u32)source));
	return true;
}

void oss_source_names(struct oss_mixer_enuminfo *info)
{
	u32 length = 0;

	for (u32 channel = 0; channel < OSS_MIXER_CHANNELS; channel++) {
		struct oss_text name =
			oss_text_in(info->strings + length, sizeof(info->strings) - length);

		if (!(oss_mixer_recordable() >> channel & 1))
			continue;
		info->strindex[info->nvalues++] = (s16)length;
		oss_text_add(&name, oss_mixer_channel_name(channel));
		length += name.length + 1;
	}
}
