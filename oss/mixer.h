/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The mixer of one Device: volumes as programs set them. It never touches samples. */
#ifndef OSS_MIXER_H
#define OSS_MIXER_H

#include "port.h"

OSS_BEGIN_DECLS

#define OSS_MIXER_CHANNELS 25u	/* SOUND_MIXER_NRDEVICES */
#define OSS_MIXER_ID "dsproxy"
#define OSS_MIXER_NAME "dsproxy virtual mixer"

struct oss_mixer {
	u8 left[OSS_MIXER_CHANNELS];	/* 0..100 */
	u8 right[OSS_MIXER_CHANNELS];
	u32 record_source;		/* mask of channels */
	u32 modify_counter;		/* grows with every real change */
	u32 updates[OSS_MIXER_CHANNELS + 1];	/* the same of each channel; last: the source */
};

void oss_mixer_init(struct oss_mixer *mixer);

/* Masks of channels, as READ_DEVMASK, READ_STEREODEVS, READ_RECMASK answer. */
u32 oss_mixer_devmask(void);
u32 oss_mixer_stereo(void);
u32 oss_mixer_recordable(void);

/* left | right << 8, as the calls say it. The setters return true for a real change. */
u32 oss_mixer_volume(const struct oss_mixer *mixer, u32 channel);
bool oss_mixer_set_volume(struct oss_mixer *mixer, u32 channel, u32 volume);
bool oss_mixer_set_source(struct oss_mixer *mixer, u32 channels);

OSS_END_DECLS

#endif
