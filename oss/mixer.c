// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "mixer.h"

#include "abi.h"

#define MASK_OF(channel) (1u << (channel))
/* RECLEV is left out, as snd-mixer-oss does. Rule: oss-semantics.md DEVMASK. */
#define ALL ((MASK_OF(OSS_MIXER_CHANNELS) - 1) & ~MASK_OF(SOUND_MIXER_RECLEV))

/* What an AC'97 codec has one of: everything else is stereo. */
static const u32 mono = MASK_OF(SOUND_MIXER_BASS) | MASK_OF(SOUND_MIXER_TREBLE) |
			MASK_OF(SOUND_MIXER_SPEAKER) | MASK_OF(SOUND_MIXER_MIC) |
			MASK_OF(SOUND_MIXER_PHONEIN) | MASK_OF(SOUND_MIXER_PHONEOUT);

static const u32 recordable = MASK_OF(SOUND_MIXER_SYNTH) | MASK_OF(SOUND_MIXER_LINE) |
			      MASK_OF(SOUND_MIXER_MIC) | MASK_OF(SOUND_MIXER_CD) |
			      MASK_OF(SOUND_MIXER_IMIX) | MASK_OF(SOUND_MIXER_LINE1) |
			      MASK_OF(SOUND_MIXER_LINE2) | MASK_OF(SOUND_MIXER_LINE3) |
			      MASK_OF(SOUND_MIXER_DIGITAL1) | MASK_OF(SOUND_MIXER_DIGITAL2) |
			      MASK_OF(SOUND_MIXER_DIGITAL3) | MASK_OF(SOUND_MIXER_PHONEIN) |
			      MASK_OF(SOUND_MIXER_VIDEO) | MASK_OF(SOUND_MIXER_RADIO);

/* Full volume: sound passes unchanged until somebody asks otherwise. */
void oss_mixer_init(struct oss_mixer *mixer)
{
	memset(mixer, 0, sizeof(*mixer));
	memset(mixer->left, 100, sizeof(mixer->left));
	memset(mixer->right, 100, sizeof(mixer->right));
	mixer->record_source = MASK_OF(SOUND_MIXER_MIC);
}

u32 oss_mixer_devmask(void)
{
	return ALL;
}

u32 oss_mixer_stereo(void)
{
	return ALL & ~mono;
}

u32 oss_mixer_recordable(void)
{
	return recordable;
}

u32 oss_mixer_volume(const struct oss_mixer *mixer, u32 channel)
{
	return mixer->left[channel] | (u32)mixer->right[channel] << 8;
}

static u8 percent(u32 byte)
{
	return byte > 100 ? 100 : (u8)byte;
}

bool oss_mixer_set_volume(struct oss_mixer *mixer, u32 channel, u32 volume)
{
	u32 before = oss_mixer_volume(mixer, channel);

	mixer->left[channel] = percent(volume & 0xff);
	mixer->right[channel] = percent(volume >> 8 & 0xff);
	if (mono & MASK_OF(channel))
		mixer->right[channel] = mixer->left[channel];
	if (oss_mixer_volume(mixer, channel) == before)
		return false;
	mixer->updates[channel]++;
	mixer->modify_counter++;
	return true;
}

bool oss_mixer_set_source(struct oss_mixer *mixer, u32 channels)
{
	channels &= recordable;
	if (channels == mixer->record_source)
		return false;
	mixer->record_source = channels;
	mixer->updates[OSS_MIXER_CHANNELS]++;
	mixer->modify_counter++;
	return true;
}
