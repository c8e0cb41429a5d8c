// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Every ioctl of OSS, a row each, ordered by type, number, direction and size: oss_ioctl_find()
 * halves it. Several share type and number and differ in direction or size only. A new ioctl is a
 * row here, a handler, a test and a line in docs/oss-semantics.md.
 */
#include "handlers.h"

#define ROW(cmd_, name_, target_, layout_, meaning_, handle_)                                      \
	{ .cmd = cmd_, .name = name_, .target = OSS_ON_##target_, .layout = OSS_ARG_##layout_,     \
	  .meaning = OSS_MEANS_##meaning_, .handle = handle_ }

#define CALL(cmd, handle) ROW(cmd, #cmd, DSP, NONE, NUMBER, handle)
#define VALUE(cmd, meaning, handle) ROW(cmd, #cmd, DSP, INT, meaning, handle)
#define STRUCT(cmd, layout, handle) ROW(cmd, #cmd, DSP, layout, NUMBER, handle)

#define ANY_VALUE(cmd, meaning, handle) ROW(cmd, #cmd, ANY, INT, meaning, handle)
#define ANY_STRUCT(cmd, layout, handle) ROW(cmd, #cmd, ANY, layout, NUMBER, handle)

#define VOLUME(channel)                                                                            \
	ROW(MIXER_READ(SOUND_MIXER_##channel), "SOUND_MIXER_READ_" #channel, ANY, INT, VOLUME,     \
	    oss_mixer_read),                                                                       \
	ROW(MIXER_WRITE(SOUND_MIXER_##channel), "SOUND_MIXER_WRITE_" #channel, ANY, INT, VOLUME,   \
	    oss_mixer_write)

#define MUTE_READ                                                                                  \
	ROW(MIXER_READ(SOUND_MIXER_MUTE), "SOUND_MIXER_READ_MUTE", ANY, INT, HEX, oss_refuse)
#define MUTE_WRITE                                                                                 \
	ROW(MIXER_WRITE(SOUND_MIXER_MUTE), "SOUND_MIXER_WRITE_MUTE", ANY, INT, HEX, oss_refuse)

#define MASK(what, meaning)                                                                        \
	ROW(MIXER_READ(SOUND_MIXER_##what), "SOUND_MIXER_READ_" #what, ANY, INT, meaning,          \
	    oss_mixer_read_mask)
#define SET_MASK(what, handle)                                                                     \
	ROW(MIXER_WRITE(SOUND_MIXER_##what), "SOUND_MIXER_WRITE_" #what, ANY, INT, CHANNELS,       \
	    handle)

static const struct oss_ioctl ioctls[] = {
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
	ANY_STRUCT(SOUND_OLD_MIXER_INFO, OLD_MIXER_INFO, oss_mixer_get_info),
	ANY_STRUCT(SOUND_MIXER_INFO, MIXER_INFO, oss_mixer_get_info),
	ANY_STRUCT(SOUND_MIXER_ACCESS, BYTES, oss_refuse),
	ANY_VALUE(SOUND_MIXER_AGC, YES_NO, oss_refuse),
	ANY_VALUE(SOUND_MIXER_3DSE, YES_NO, oss_refuse),
	ANY_VALUE(SOUND_MIXER_PRIVATE1, HEX, oss_refuse),
	ANY_VALUE(SOUND_MIXER_PRIVATE2, HEX, oss_refuse),
	ANY_VALUE(SOUND_MIXER_PRIVATE3, HEX, oss_refuse),
	ANY_VALUE(SOUND_MIXER_PRIVATE4, HEX, oss_refuse),
	ANY_VALUE(SOUND_MIXER_PRIVATE5, HEX, oss_refuse),
	ANY_STRUCT(SOUND_MIXER_GETLEVELS, MIXER_VOL_TABLE, oss_refuse),
	ANY_STRUCT(SOUND_MIXER_SETLEVELS, MIXER_VOL_TABLE, oss_refuse),
	ANY_VALUE(OSS_GETVERSION, VERSION, oss_getversion),
	MASK(OUTMASK, CHANNELS),
	MASK(OUTSRC, CHANNELS),
	SET_MASK(OUTSRC, oss_mixer_write_outsrc),
	MASK(STEREODEVS, CHANNELS),
	MASK(CAPS, HEX),
	MASK(RECMASK, CHANNELS),
	MASK(DEVMASK, CHANNELS),
	MASK(RECSRC, CHANNELS),
	SET_MASK(RECSRC, oss_mixer_write_recsrc),

	CALL(SNDCTL_DSP_RESET, oss_reset),
	CALL(SNDCTL_DSP_SYNC, oss_sync),
	VALUE(SOUND_PCM_READ_RATE, NUMBER, oss_read_rate),
	VALUE(SNDCTL_DSP_SPEED, NUMBER, oss_speed),
	VALUE(SNDCTL_DSP_STEREO, YES_NO, oss_stereo),
	VALUE(SNDCTL_DSP_SETBLKSIZE, NUMBER, oss_setblksize),
	VALUE(SNDCTL_DSP_GETBLKSIZE, NUMBER, oss_getblksize),
	VALUE(SOUND_PCM_READ_BITS, NUMBER, oss_read_bits),
	VALUE(SNDCTL_DSP_SETFMT, FORMATS, oss_setfmt),
	VALUE(SOUND_PCM_READ_CHANNELS, NUMBER, oss_read_channels),
	VALUE(SNDCTL_DSP_CHANNELS, NUMBER, oss_channels),
	VALUE(SOUND_PCM_READ_FILTER, NUMBER, oss_refuse),
	VALUE(SOUND_PCM_WRITE_FILTER, NUMBER, oss_refuse),
	CALL(SNDCTL_DSP_POST, oss_post),
	VALUE(SNDCTL_DSP_SUBDIVIDE, NUMBER, oss_subdivide),
	VALUE(SNDCTL_DSP_SETFRAGMENT, FRAGMENT, oss_setfragment),
	VALUE(SNDCTL_DSP_GETFMTS, FORMATS, oss_getfmts),
	STRUCT(SNDCTL_DSP_GETOSPACE, AUDIO_BUF_INFO, oss_getospace),
	STRUCT(SNDCTL_DSP_GETISPACE, AUDIO_BUF_INFO, oss_getispace),
	CALL(SNDCTL_DSP_NONBLOCK, oss_nonblock),
	VALUE(SNDCTL_DSP_GETCAPS, CAPS, oss_getcaps),
	VALUE(SNDCTL_DSP_SETTRIGGER, TRIGGER, oss_settrigger),
	VALUE(SNDCTL_DSP_GETTRIGGER, TRIGGER, oss_gettrigger),
	STRUCT(SNDCTL_DSP_GETIPTR, COUNT_INFO, oss_getiptr),
	STRUCT(SNDCTL_DSP_GETOPTR, COUNT_INFO, oss_getoptr),
	ROW(OSS_DSP_MAPINBUF32, "SNDCTL_DSP_MAPINBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPINBUF64, "SNDCTL_DSP_MAPINBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPOUTBUF32, "SNDCTL_DSP_MAPOUTBUF", DSP, BYTES, HEX, oss_refuse),
	ROW(OSS_DSP_MAPOUTBUF64, "SNDCTL_DSP_MAPOUTBUF", DSP, BYTES, HEX, oss_refuse),
	CALL(SNDCTL_DSP_SETSYNCRO, oss_accept),
	CALL(SNDCTL_DSP_SETDUPLEX, oss_accept),
	VALUE(SNDCTL_DSP_PROFILE, NUMBER, oss_accept),
	VALUE(SNDCTL_DSP_GETODELAY, NUMBER, oss_getodelay),
	VALUE(SNDCTL_DSP_GETPLAYVOL, VOLUME, oss_getplayvol),
	VALUE(SNDCTL_DSP_SETPLAYVOL, VOLUME, oss_setplayvol),
	STRUCT(SNDCTL_DSP_GETERROR, ERRINFO, oss_geterror),
	STRUCT(SNDCTL_DSP_READCTL, BYTES, oss_refuse),
	STRUCT(SNDCTL_DSP_WRITECTL, BYTES, oss_refuse),
	STRUCT(SNDCTL_DSP_SYNCGROUP, SYNCGROUP, oss_join_sync_group),
	VALUE(SNDCTL_DSP_SYNCSTART, NUMBER, oss_start_sync_group),
	VALUE(SNDCTL_DSP_COOKEDMODE, YES_NO, oss_cookedmode),
	ROW(OSS_DSP_COOKEDMODE_IOWR, "SNDCTL_DSP_COOKEDMODE", DSP, INT, YES_NO, oss_cookedmode),
	CALL(SNDCTL_DSP_SILENCE, oss_silence),
	CALL(SNDCTL_DSP_SKIP, oss_skip),
	CALL(SNDCTL_DSP_HALT_INPUT, oss_halt_input),
	CALL(SNDCTL_DSP_HALT_OUTPUT, oss_halt_output),
	VALUE(SNDCTL_DSP_LOW_WATER, NUMBER, oss_low_water),
	ROW(OSS_DSP_CURRENT_IPTR32, "SNDCTL_DSP_CURRENT_IPTR", DSP, COUNT, NUMBER,
	    oss_current_iptr),
	ROW(OSS_DSP_CURRENT_IPTR64, "SNDCTL_DSP_CURRENT_IPTR", DSP, COUNT, NUMBER,
	    oss_current_iptr),
	ROW(OSS_DSP_CURRENT_OPTR32, "SNDCTL_DSP_CURRENT_OPTR", DSP, COUNT, NUMBER,
	    oss_current_optr),
	ROW(OSS_DSP_CURRENT_OPTR64, "SNDCTL_DSP_CURRENT_OPTR", DSP, COUNT, NUMBER,
	    oss_current_optr),
	STRUCT(SNDCTL_DSP_GET_RECSRC_NAMES, ENUMINFO, oss_get_recsrc_names),
	VALUE(SNDCTL_DSP_GET_RECSRC, NUMBER, oss_get_recsrc),
	VALUE(SNDCTL_DSP_SET_RECSRC, NUMBER, oss_set_recsrc),
	STRUCT(SNDCTL_DSP_GET_PLAYTGT_NAMES, ENUMINFO, oss_get_playtgt_names),
	VALUE(SNDCTL_DSP_GET_PLAYTGT, NUMBER, oss_get_playtgt),
	VALUE(SNDCTL_DSP_SET_PLAYTGT, NUMBER, oss_set_playtgt),
	VALUE(SNDCTL_DSP_GETRECVOL, VOLUME, oss_getrecvol),
	VALUE(SNDCTL_DSP_SETRECVOL, VOLUME, oss_setrecvol),
	STRUCT(SNDCTL_DSP_GET_CHNORDER, CHNORDER, oss_get_chnorder),
	STRUCT(SNDCTL_DSP_SET_CHNORDER, CHNORDER, oss_set_chnorder),
	STRUCT(SNDCTL_DSP_GETIPEAKS, PEAKS, oss_getipeaks),
	STRUCT(SNDCTL_DSP_GETOPEAKS, PEAKS, oss_getopeaks),
	VALUE(SNDCTL_DSP_POLICY, NUMBER, oss_policy),
	VALUE(SNDCTL_DSP_GETCHANNELMASK, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_BIND_CHANNEL, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_SETSPDIF, HEX, oss_refuse),
	VALUE(SNDCTL_DSP_GETSPDIF, HEX, oss_refuse),

	ANY_STRUCT(SNDCTL_SYSINFO, SYSINFO, oss_sysinfo),
	ANY_VALUE(SNDCTL_MIX_NRMIX, NUMBER, oss_mix_nrmix),
	ANY_VALUE(SNDCTL_MIX_NREXT, NUMBER, oss_mix_nrext),
	ANY_STRUCT(SNDCTL_MIX_EXTINFO, MIXEXT, oss_mix_extinfo),
	ANY_STRUCT(SNDCTL_MIX_READ, MIXER_VALUE, oss_mix_read),
	ANY_STRUCT(SNDCTL_MIX_WRITE, MIXER_VALUE, oss_mix_write),
	ANY_STRUCT(SNDCTL_AUDIOINFO, AUDIOINFO, oss_audioinfo),
	ANY_STRUCT(SNDCTL_MIX_ENUMINFO, ENUMINFO, oss_mix_enuminfo),
	ANY_STRUCT(SNDCTL_MIDIINFO, BYTES, oss_refuse),
	ANY_STRUCT(SNDCTL_MIXERINFO, MIXERINFO, oss_mixerinfo),
	ANY_STRUCT(SNDCTL_CARDINFO, CARD_INFO, oss_cardinfo),
	ANY_STRUCT(SNDCTL_ENGINEINFO, AUDIOINFO, oss_engineinfo),
	ANY_STRUCT(SNDCTL_AUDIOINFO_EX, AUDIOINFO, oss_audioinfo),
	ANY_STRUCT(SNDCTL_MIX_DESCRIPTION, ENUMINFO, oss_mix_description),

	STRUCT(SNDCTL_SETSONG, TEXT, oss_setsong),
	STRUCT(SNDCTL_GETSONG, TEXT, oss_getsong),
	STRUCT(SNDCTL_SETNAME, TEXT, oss_setname),
	STRUCT(SNDCTL_GETNAME, TEXT, oss_getname),
	STRUCT(SNDCTL_SETLABEL, TEXT, oss_setlabel),
	STRUCT(SNDCTL_GETLABEL, TEXT, oss_getlabel),
};

u32 oss_ioctl_count(void)
{
	return sizeof(ioctls) / sizeof(ioctls[0]);
}

const struct oss_ioctl *oss_ioctl_at(u32 i)
{
	return i < oss_ioctl_count() ? &ioctls[i] : NULL;
}
