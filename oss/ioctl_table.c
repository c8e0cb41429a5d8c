// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Every ioctl of OSS, a row each, ordered by type and number. Several share type and number and
 * differ in direction or size only. A new ioctl is a row here, a handler, a test and a line in
 * docs/oss-semantics.md.
 */
#include "handlers.h"

#define ROW(cmd_, name_, target_, layout_, meaning_, handle_)                                      \
	{ .cmd = cmd_, .name = name_, .target = OSS_ON_##target_, .layout = OSS_ARG_##layout_,     \
	  .meaning = OSS_MEANS_##meaning_, .handle = handle_ }

#define CALL(cmd, handle) ROW(cmd, #cmd, DSP, NONE, NUMBER, handle)
#define VALUE(cmd, meaning, handle) ROW(cmd, #cmd, DSP, INT, meaning, handle)
#define STRUCT(cmd, layout, handle) ROW(cmd, #cmd, DSP, layout, NUMBER, handle)

#define MIXER_VALUE(cmd, meaning, handle) ROW(cmd, #cmd, MIXER, INT, meaning, handle)
#define MIXER_STRUCT(cmd, layout, handle) ROW(cmd, #cmd, MIXER, layout, NUMBER, handle)

#define VOLUME(channel)                                                                            \
	ROW(MIXER_READ(SOUND_MIXER_##channel), "SOUND_MIXER_READ_" #channel, MIXER, INT, VOLUME,   \
	    oss_mixer_read),                                                                       \
	ROW(MIXER_WRITE(SOUND_MIXER_##channel), "SOUND_MIXER_WRITE_" #channel, MIXER, INT, VOLUME, \
	    oss_mixer_write)

#define MUTE_READ                                                                                  \
	ROW(MIXER_READ(SOUND_MIXER_MUTE), "SOUND_MIXER_READ_MUTE", MIXER, INT, HEX, oss_refuse)
#define MUTE_WRITE                                                                                 \
	ROW(MIXER_WRITE(SOUND_MIXER_MUTE), "SOUND_MIXER_WRITE_MUTE", MIXER, INT, HEX, oss_refuse)

#define MASK(what, meaning)                                                                        \
	ROW(MIXER_READ(SOUND_MIXER_##what), "SOUND_MIXER_READ_" #what, MIXER, INT, meaning,        \
	    oss_mixer_read_mask)
#define SET_MASK(what, handle)                                                                     \
	ROW(MIXER_WRITE(SOUND_MIXER_##what), "SOUND_MIXER_WRITE_" #what, MIXER, INT, CHANNELS,     \
	    handle)

static const struct oss_ioctl ioctls[] = {
	CALL(SNDCTL_DSP_RESET, oss_reset),
	CALL(SNDCTL_DSP_SYNC, oss_sync),
	VALUE(SNDCTL_DSP_SPEED, NUMBER, oss_speed),
	VALUE(SOUND_PCM_READ_RATE, NUMBER, oss_read_rate),
	VALUE(SNDCTL_DSP_STEREO, YES_NO, oss_stereo),
	VALUE(SNDCTL_DSP_GETBLKSIZE, NUMBER, oss_getblksize),
	VALUE(SNDCTL_DSP_SETBLKSIZE, NUMBER, oss_setblksize),
	VALUE(SNDCTL_DSP_SETFMT, FORMATS, oss_setfmt),
	VALUE(SOUND_PCM_READ_BITS, NUMBER, oss_read_bits),
	VALUE(SNDCTL_DSP_CHANNELS, NUMBER, oss_channels),
	VALUE(SOUND_PCM_READ_CHANNELS, NUMBER, oss_read_channels),
	VALUE(SOUND_PCM_WRITE_FILTER, NUMBER, oss_refuse),
	VALUE(SOUND_PCM_READ_FILTER, NUMBER, oss_refuse),
	CALL(SNDCTL_DSP_POST, oss_post),
	VALUE(SNDCTL_DSP_SUBDIVIDE, NUMBER, oss_subdivide),
	VALUE(SNDCTL_DSP_SETFRAGMENT, FRAGMENT, oss_setfragment),
	VALUE(SNDCTL_DSP_GETFMTS, FORMATS, oss_getfmts),
	STRUCT(SNDCTL_DSP_GETOSPACE, AUDIO_BUF_INFO, oss_getospace),
	STRUCT(SNDCTL_DSP_GETISPACE, AUDIO_BUF_INFO, oss_getispace),
	CALL(SNDCTL_DSP_NONBLOCK, oss_nonblock),
	VALUE(SNDCTL_DSP_GETCAPS, CAPS, oss_getcaps),
	VALUE(SNDCTL_DSP_GETTRIGGER, TRIGGER, oss_gettrigger),
	VALUE(SNDCTL_DSP_SETTRIGGER, TRIGGER, oss_settrigger),
	STRUCT(SNDCTL_DSP_GETIPTR, COUNT_INFO, oss_getiptr),
	STRUCT(SNDCTL_DSP_GETOPTR, COUNT_INFO, oss_getoptr),
	ROW(OSS_DSP_MAPINBUF64, "SNDCTL_DSP_MAPINBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPINBUF32, "SNDCTL_DSP_MAPINBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPOUTBUF64, "SNDCTL_DSP_MAPOUTBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPOUTBUF32, "SNDCTL_DSP_MAPOUTBUF", DSP, BYTES, HEX, oss_refuse),
	CALL(SNDCTL_DSP_SETSYNCRO, oss_accept),
	CALL(SNDCTL_DSP_SETDUPLEX, oss_accept),
	VALUE(SNDCTL_DSP_GETODELAY, NUMBER, oss_getodelay),
	VALUE(SNDCTL_DSP_PROFILE, NUMBER, oss_accept),
	VALUE(SNDCTL_DSP_GETCHANNELMASK, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_BIND_CHANNEL, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_SETSPDIF, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_GETSPDIF, HEX, oss_refuse),

	VOLUME(VOLUME),
	VOLUME(BASS),
	VOLUME(TREBLE),
	VOLUME(SYNTH),
	VOLUME(PCM),
	VOLUME(SPEAKER),
	VOLUME(LINE),
	VOLUME(MIC),
	VOLUME(CD),
	VOLUME(IMIX),
	VOLUME(ALTPCM),
	VOLUME(RECLEV),
	VOLUME(IGAIN),
	VOLUME(OGAIN),
	VOLUME(LINE1),
	VOLUME(LINE2),
	VOLUME(LINE3),
	VOLUME(DIGITAL1),
	VOLUME(DIGITAL2),
	VOLUME(DIGITAL3),
	VOLUME(PHONEIN),
	VOLUME(PHONEOUT),
	VOLUME(VIDEO),
	VOLUME(RADIO),
	VOLUME(MONITOR),
	MUTE_READ,
	MUTE_WRITE,
	MIXER_STRUCT(SOUND_MIXER_INFO, MIXER_INFO, oss_mixer_get_info),
	MIXER_STRUCT(SOUND_OLD_MIXER_INFO, OLD_MIXER_INFO, oss_mixer_get_info),
	MIXER_STRUCT(SOUND_MIXER_ACCESS, BYTES, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_AGC, YES_NO, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_3DSE, YES_NO, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_PRIVATE1, HEX, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_PRIVATE2, HEX, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_PRIVATE3, HEX, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_PRIVATE4, HEX, oss_refuse),
	MIXER_VALUE(SOUND_MIXER_PRIVATE5, HEX, oss_refuse),
	MIXER_STRUCT(SOUND_MIXER_GETLEVELS, MIXER_VOL_TABLE, oss_refuse),
	MIXER_STRUCT(SOUND_MIXER_SETLEVELS, MIXER_VOL_TABLE, oss_refuse),
	ROW(OSS_GETVERSION, "OSS_GETVERSION", ANY, INT, VERSION, oss_getversion),
	MASK(OUTMASK, CHANNELS),
	MASK(OUTSRC, CHANNELS),
	SET_MASK(OUTSRC, oss_mixer_write_outsrc),
	MASK(STEREODEVS, CHANNELS),
	MASK(CAPS, HEX),
	MASK(RECMASK, CHANNELS),
	MASK(DEVMASK, CHANNELS),
	MASK(RECSRC, CHANNELS),
	SET_MASK(RECSRC, oss_mixer_write_recsrc),
};

const struct oss_ioctl *oss_ioctl_at(u32 i)
{
	return i < sizeof(ioctls) / sizeof(ioctls[0]) ? &ioctls[i] : NULL;
}
