// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "mixer.h"

#include "abi.h"

#define BIT(channel) (1u << (channel))
#define ALL (BIT(OSS_MIXER_CHANNELS) - 1)

/* What an AC'97 codec has one of: everything else is stereo. */
#define MONO                                                                                       \
	(BIT(SOUND_MIXER_BASS) | BIT(SOUND_MIXER_TREBLE) | BIT(SOUND_MIXER_SPEAKER) |              \
	 BIT(SOUND_MIXER_MIC) | BIT(SOUND_MIXER_PHONEIN) | BIT(SOUND_MIXER_PHONEOUT))

#define RECORDABLE                                                                                 \
	(BIT(SOUND_MIXER_SYNTH) | BIT(SOUND_MIXER_LINE) | BIT(SOUND_MIXER_MIC) |                   \
	 BIT(SOUND_MIXER_CD) | BIT(SOUND_MIXER_IMIX) | BIT(SOUND_MIXER_LINE1) |                    \
	 BIT(SOUND_MIXER_LINE2) | BIT(SOUND_MIXER_LINE3) | BIT(SOUND_MIXER_DIGITAL1) |             \
	 BIT(SOUND_MIXER_DIGITAL2) | BIT(SOUND_MIXER_DIGITAL3) | BIT(SOUND_MIXER_PHONEIN) |        \
	 BIT(SOUND_MIXER_VIDEO) | BIT(SOUND_MIXER_RADIO))

/* Full volume: sound passes unchanged until somebody asks otherwise. */
void oss_mixer_init(struct oss_mixer *mixer)
{
	memset(mixer, 0, sizeof(*mixer));
	memset(mixer->left, 100, sizeof(mixer->left));
	memset(mixer->right, 100, sizeof(mixer->right));
	mixer->record_source = BIT(SOUND_MIXER_MIC);
}

u32 oss_mixer_devmask(void)
{
	return ALL;
}

u32 oss_mixer_stereo(void)
{
	return ALL & ~MONO;
}

u32 oss_mixer_recordable(void)
{
	return RECORDABLE;
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
	if (MONO & BIT(channel))
		mixer->right[channel] = mixer->left[channel];
	if (oss_mixer_volume(mixer, channel) == before)
		return false;
	mixer->modify_counter++;
	return true;
}

bool oss_mixer_set_source(struct oss_mixer *mixer, u32 channels)
{
	channels &= RECORDABLE;
	if (channels == mixer->record_source)
		return false;
	mixer->record_source = channels;
	mixer->modify_counter++;
	return true;
}
