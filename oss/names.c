// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "names.h"

#include "abi4.h"
#include "dsp.h"
#include "ioctl.h"
#include "print.h"

#define BIT_NAME(bit) { bit, #bit }
#define CHANNEL(channel, name) { 1u << SOUND_MIXER_##channel, name }

static const struct oss_bit_name format_names[] = {
	BIT_NAME(AFMT_MU_LAW),
	BIT_NAME(AFMT_A_LAW),
	BIT_NAME(AFMT_IMA_ADPCM),
	BIT_NAME(AFMT_U8),
	BIT_NAME(AFMT_S16_LE),
	BIT_NAME(AFMT_S16_BE),
	BIT_NAME(AFMT_S16_NE),
	BIT_NAME(AFMT_S8),
	BIT_NAME(AFMT_U16_LE),
	BIT_NAME(AFMT_U16_BE),
	BIT_NAME(AFMT_MPEG),
	BIT_NAME(AFMT_AC3),
	BIT_NAME(AFMT_VORBIS),
	BIT_NAME(AFMT_S32_LE),
	BIT_NAME(AFMT_S32_BE),
	BIT_NAME(AFMT_FLOAT),
	BIT_NAME(AFMT_S24_LE),
	BIT_NAME(AFMT_S24_BE),
	BIT_NAME(AFMT_SPDIF_RAW),
	BIT_NAME(AFMT_S24_PACKED),
	BIT_NAME(AFMT_U24_LE),
	BIT_NAME(AFMT_U24_BE),
	BIT_NAME(AFMT_U32_LE),
	BIT_NAME(AFMT_U32_BE),
	{ 0, NULL },
};

static const struct oss_bit_name cap_names[] = {
	BIT_NAME(DSP_CAP_DUPLEX),
	BIT_NAME(DSP_CAP_REALTIME),
	BIT_NAME(DSP_CAP_BATCH),
	BIT_NAME(DSP_CAP_COPROC),
	BIT_NAME(DSP_CAP_TRIGGER),
	BIT_NAME(DSP_CAP_MMAP),
	BIT_NAME(DSP_CAP_MULTI),
	BIT_NAME(DSP_CAP_BIND),
	BIT_NAME(PCM_CAP_INPUT),
	BIT_NAME(PCM_CAP_OUTPUT),
	BIT_NAME(PCM_CAP_VIRTUAL),
	BIT_NAME(PCM_CAP_ANALOGOUT),
	BIT_NAME(PCM_CAP_ANALOGIN),
	BIT_NAME(PCM_CAP_DIGITALOUT),
	BIT_NAME(PCM_CAP_DIGITALIN),
	BIT_NAME(PCM_CAP_SHADOW),
	BIT_NAME(PCM_CAP_HIDDEN),
	BIT_NAME(PCM_CAP_FREERATE),
	BIT_NAME(PCM_CAP_MODEM),
	BIT_NAME(PCM_CAP_DEFAULT),
	{ 0, NULL },
};

static const struct oss_bit_name trigger_names[] = {
	BIT_NAME(PCM_ENABLE_INPUT),
	BIT_NAME(PCM_ENABLE_OUTPUT),
	{ 0, NULL },
};

/* In the order of the channels' numbers. */
static const struct oss_bit_name channel_names[] = {
	CHANNEL(VOLUME, "vol"),
	CHANNEL(BASS, "bass"),
	CHANNEL(TREBLE, "treble"),
	CHANNEL(SYNTH, "synth"),
	CHANNEL(PCM, "pcm"),
	CHANNEL(SPEAKER, "speaker"),
	CHANNEL(LINE, "line"),
	CHANNEL(MIC, "mic"),
	CHANNEL(CD, "cd"),
	CHANNEL(IMIX, "mix"),
	CHANNEL(ALTPCM, "pcm2"),
	CHANNEL(RECLEV, "rec"),
	CHANNEL(IGAIN, "igain"),
	CHANNEL(OGAIN, "ogain"),
	CHANNEL(LINE1, "line1"),
	CHANNEL(LINE2, "line2"),
	CHANNEL(LINE3, "line3"),
	CHANNEL(DIGITAL1, "dig1"),
	CHANNEL(DIGITAL2, "dig2"),
	CHANNEL(DIGITAL3, "dig3"),
	CHANNEL(PHONEIN, "phin"),
	CHANNEL(PHONEOUT, "phout"),
	CHANNEL(VIDEO, "video"),
	CHANNEL(RADIO, "radio"),
	CHANNEL(MONITOR, "monitor"),
	{ 0, NULL },
};

static const struct oss_bit_name control_flags[] = {
	BIT_NAME(MIXF_READABLE),
	BIT_NAME(MIXF_WRITEABLE),
	BIT_NAME(MIXF_MAINVOL),
	BIT_NAME(MIXF_PCMVOL),
	BIT_NAME(MIXF_RECVOL),
	BIT_NAME(MIXF_MONVOL),
	BIT_NAME(MIXF_DESCR),
	{ 0, NULL },
};

static const struct oss_bit_name misuse_texts[] = {
	{ OSS_MISUSE_LATE_SETFRAGMENT,
	  "fragments were asked for after data had moved: ignored; ask right after open" },
	{ OSS_MISUSE_GETISPACE_LOOP,
	  "asks GETISPACE again and again: read() or select() would wait without work" },
	{ OSS_MISUSE_GETOSPACE_LOOP,
	  "asks GETOSPACE again and again: write() or select() would wait without work" },
	{ OSS_MISUSE_SPLIT_FRAME,
	  "stopped inside a frame: the last, incomplete frame is not played" },
	{ OSS_MISUSE_FORMAT_WHILE_PLAYING,
	  "changed the format while data were queued: had to wait until they were played" },
	{ OSS_MISUSE_RW_AFTER_MMAP, "used read() or write() on a mapped device" },
	{ 0, NULL },
};

static const struct {
	int error;
	const char *name;
} errnos[] = {
	{ 1, "EPERM" },
	{ 2, "ENOENT" },
	{ 4, "EINTR" },
	{ 5, "EIO" },
	{ 6, "ENXIO" },
	{ 9, "EBADF" },
	{ 11, "EAGAIN" },
	{ 12, "ENOMEM" },
	{ 13, "EACCES" },
	{ 14, "EFAULT" },
	{ 16, "EBUSY" },
	{ 19, "ENODEV" },
	{ 20, "ENOTDIR" },
	{ 22, "EINVAL" },
	{ 23, "ENFILE" },
	{ 24, "EMFILE" },
	{ 25, "ENOTTY" },
	{ 29, "ESPIPE" },
	{ 32, "EPIPE" },
	{ 43, "EIDRM" },
};

const struct oss_bit_name *oss_bit_names(u32 meaning)
{
	switch (meaning) {
	case OSS_MEANS_FORMATS:
		return format_names;
	case OSS_MEANS_CAPS:
		return cap_names;
	case OSS_MEANS_TRIGGER:
		return trigger_names;
	case OSS_MEANS_CHANNELS:
		return channel_names;
	case OSS_MEANS_CONTROL_FLAGS:
		return control_flags;
	default:
		return NULL;
	}
}

const char *oss_control_name(s32 type)
{
	switch (type) {
	case MIXT_DEVROOT:
		return "MIXT_DEVROOT";
	case MIXT_ENUM:
		return "MIXT_ENUM";
	case MIXT_MONOSLIDER:
		return "MIXT_MONOSLIDER";
	case MIXT_STEREOSLIDER:
		return "MIXT_STEREOSLIDER";
	default:
		return NULL;
	}
}

const char *oss_errno_name(int error)
{
	for (u32 i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++)
		if (errnos[i].error == error)
			return errnos[i].name;
	return NULL;
}

const char *oss_mixer_channel_name(u32 channel)
{
	return channel < OSS_MIXER_CHANNELS ? channel_names[channel].name : NULL;
}

const char *oss_misuse_text(u32 bit)
{
	const struct oss_bit_name *row = misuse_texts;

	while (row->name && row->bit != bit)
		row++;
	return row->name;
}
