/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The numbers and structures of the Open Sound System, as programs know them.
 *
 * <linux/soundcard.h> has the same names: include one of the two. The numbers are computed here, so
 * that they are Linux' own on every host that reads a log or speaks the network protocol.
 */
#ifndef OSS_ABI_H
#define OSS_ABI_H

#include "port.h"

/* -- How a number is made: direction, size of the argument, type letter, number. -- */

#define OSS_IOC_IN 0x40000000u	/* the program gives the argument */
#define OSS_IOC_OUT 0x80000000u	/* the program gets the argument */
#define OSS_IOC_DIR 0xc0000000u
#define OSS_IOC(dir, type, nr, size) ((u32)(dir) | (u32)(size) << 16 | (u32)(type) << 8 | (u32)(nr))
#define OSS_IOC_SIZE(cmd) ((u32)(cmd) >> 16 & 0x3fffu)
#define OSS_IOC_TYPE(cmd) ((u32)(cmd) >> 8 & 0xffu)
#define OSS_IOC_NR(cmd) ((u32)(cmd) & 0xffu)

#define OSS_IO(type, nr) OSS_IOC(0, type, nr, 0)
#define OSS_IOR(type, nr, arg) OSS_IOC(OSS_IOC_OUT, type, nr, sizeof(arg))
#define OSS_IOW(type, nr, arg) OSS_IOC(OSS_IOC_IN, type, nr, sizeof(arg))
#define OSS_IOWR(type, nr, arg) OSS_IOC(OSS_IOC_DIR, type, nr, sizeof(arg))

/* errno values a handler answers; the same on every Linux. */
#define OSS_EIO 5
#define OSS_EBUSY 16
#define OSS_EINVAL 22
#define OSS_EIDRM 43

/* -- Arguments. -- */

struct audio_buf_info {
	s32 fragments;
	s32 fragstotal;
	s32 fragsize;
	s32 bytes;
};

struct count_info {
	s32 bytes;
	s32 blocks;
	s32 ptr;
};

struct mixer_info {
	char id[16];
	char name[32];
	s32 modify_counter;
	s32 fillers[10];
};

struct _old_mixer_info {
	char id[16];
	char name[32];
};

struct mixer_vol_table {
	s32 num;
	char name[32];
	s32 levels[32];
};

/* buffmem_desc holds a pointer: 8 bytes in 32 bit programs, 16 in 64 bit ones. Never answered. */
typedef u8 oss_buffmem_desc32[8];
typedef u8 oss_buffmem_desc64[16];
typedef u8 oss_mixer_record[128];

/* -- Sample formats. -- */

#define AFMT_QUERY 0x00000000u
#define AFMT_MU_LAW 0x00000001u
#define AFMT_A_LAW 0x00000002u
#define AFMT_IMA_ADPCM 0x00000004u
#define AFMT_U8 0x00000008u
#define AFMT_S16_LE 0x00000010u
#define AFMT_S16_BE 0x00000020u
#define AFMT_S8 0x00000040u
#define AFMT_U16_LE 0x00000080u
#define AFMT_U16_BE 0x00000100u
#define AFMT_MPEG 0x00000200u
#define AFMT_AC3 0x00000400u
#define AFMT_VORBIS 0x00000800u
#define AFMT_S32_LE 0x00001000u
#define AFMT_S32_BE 0x00002000u
#define AFMT_FLOAT 0x00004000u		/* of the host's endianness */
#define AFMT_S24_LE 0x00008000u		/* in the low 24 bits of 32; FreeBSD: of 24 */
#define AFMT_S24_BE 0x00010000u
#define AFMT_SPDIF_RAW 0x00020000u
#define AFMT_S24_PACKED 0x00040000u	/* 3 bytes, little endian */
/* No OSS on Linux has these. The bits are free in OSS 4; FreeBSD's are others. */
#define AFMT_U24_LE 0x00080000u		/* in the low 24 bits of 32, as S24 */
#define AFMT_U24_BE 0x00100000u
#define AFMT_U32_LE 0x00200000u
#define AFMT_U32_BE 0x00400000u

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define OSS_HOST_BIG_ENDIAN 1
#define AFMT_S16_NE AFMT_S16_BE
#define AFMT_S32_NE AFMT_S32_BE
#define AFMT_S24_NE AFMT_S24_BE
#else
#define OSS_HOST_BIG_ENDIAN 0
#define AFMT_S16_NE AFMT_S16_LE
#define AFMT_S32_NE AFMT_S32_LE
#define AFMT_S24_NE AFMT_S24_LE
#endif

/* -- dsp. -- */

#define SNDCTL_DSP_RESET OSS_IO('P', 0)
#define SNDCTL_DSP_SYNC OSS_IO('P', 1)
#define SNDCTL_DSP_SPEED OSS_IOWR('P', 2, s32)
#define SNDCTL_DSP_STEREO OSS_IOWR('P', 3, s32)
#define SNDCTL_DSP_GETBLKSIZE OSS_IOWR('P', 4, s32)
#define SNDCTL_DSP_SETBLKSIZE OSS_IOW('P', 4, s32)	/* FreeBSD */
#define SNDCTL_DSP_SETFMT OSS_IOWR('P', 5, s32)
#define SNDCTL_DSP_SAMPLESIZE SNDCTL_DSP_SETFMT
#define SNDCTL_DSP_CHANNELS OSS_IOWR('P', 6, s32)
#define SNDCTL_DSP_POST OSS_IO('P', 8)
#define SNDCTL_DSP_SUBDIVIDE OSS_IOWR('P', 9, s32)
#define SNDCTL_DSP_SETFRAGMENT OSS_IOWR('P', 10, s32)
#define SNDCTL_DSP_GETFMTS OSS_IOR('P', 11, s32)
#define SNDCTL_DSP_GETOSPACE OSS_IOR('P', 12, struct audio_buf_info)
#define SNDCTL_DSP_GETISPACE OSS_IOR('P', 13, struct audio_buf_info)
#define SNDCTL_DSP_NONBLOCK OSS_IO('P', 14)
#define SNDCTL_DSP_GETCAPS OSS_IOR('P', 15, s32)
#define SNDCTL_DSP_GETTRIGGER OSS_IOR('P', 16, s32)
#define SNDCTL_DSP_SETTRIGGER OSS_IOW('P', 16, s32)
#define SNDCTL_DSP_GETIPTR OSS_IOR('P', 17, struct count_info)
#define SNDCTL_DSP_GETOPTR OSS_IOR('P', 18, struct count_info)
#define OSS_DSP_MAPINBUF32 OSS_IOR('P', 19, oss_buffmem_desc32)
#define OSS_DSP_MAPINBUF64 OSS_IOR('P', 19, oss_buffmem_desc64)
#define OSS_DSP_MAPOUTBUF32 OSS_IOR('P', 20, oss_buffmem_desc32)
#define OSS_DSP_MAPOUTBUF64 OSS_IOR('P', 20, oss_buffmem_desc64)
#define SNDCTL_DSP_SETSYNCRO OSS_IO('P', 21)
#define SNDCTL_DSP_SETDUPLEX OSS_IO('P', 22)
#define SNDCTL_DSP_GETODELAY OSS_IOR('P', 23, s32)
#define SNDCTL_DSP_PROFILE OSS_IOW('P', 23, s32)
#define SNDCTL_DSP_GETCHANNELMASK OSS_IOWR('P', 64, s32)
#define SNDCTL_DSP_BIND_CHANNEL OSS_IOWR('P', 65, s32)
#define SNDCTL_DSP_SETSPDIF OSS_IOW('P', 66, s32)
#define SNDCTL_DSP_GETSPDIF OSS_IOR('P', 67, s32)

#define SOUND_PCM_READ_RATE OSS_IOR('P', 2, s32)
#define SOUND_PCM_READ_BITS OSS_IOR('P', 5, s32)
#define SOUND_PCM_READ_CHANNELS OSS_IOR('P', 6, s32)
#define SOUND_PCM_READ_FILTER OSS_IOR('P', 7, s32)
#define SOUND_PCM_WRITE_RATE SNDCTL_DSP_SPEED
#define SOUND_PCM_WRITE_BITS SNDCTL_DSP_SETFMT
#define SOUND_PCM_WRITE_CHANNELS SNDCTL_DSP_CHANNELS
#define SOUND_PCM_WRITE_FILTER OSS_IOWR('P', 7, s32)

#define DSP_CAP_REVISION 0x000000ff
#define DSP_CAP_DUPLEX 0x00000100
#define DSP_CAP_REALTIME 0x00000200
#define DSP_CAP_BATCH 0x00000400
#define DSP_CAP_COPROC 0x00000800
#define DSP_CAP_TRIGGER 0x00001000
#define DSP_CAP_MMAP 0x00002000
#define DSP_CAP_MULTI 0x00004000
#define DSP_CAP_BIND 0x00008000

/* Version 4 calls all of them PCM_CAP_, and has these besides. */
#define PCM_CAP_INPUT 0x00010000
#define PCM_CAP_OUTPUT 0x00020000
#define PCM_CAP_VIRTUAL 0x00040000
#define PCM_CAP_ANALOGOUT 0x00100000
#define PCM_CAP_ANALOGIN 0x00200000
#define PCM_CAP_DIGITALOUT 0x00400000
#define PCM_CAP_DIGITALIN 0x00800000
#define PCM_CAP_SHADOW 0x01000000	/* one more engine of a device file */
#define PCM_CAP_HIDDEN 0x08000000
#define PCM_CAP_FREERATE 0x10000000	/* every rate between the limits */
#define PCM_CAP_MODEM 0x20000000
#define PCM_CAP_DEFAULT 0x40000000

#define PCM_ENABLE_INPUT 0x00000001
#define PCM_ENABLE_OUTPUT 0x00000002

#define APF_NORMAL 0
#define APF_NETWORK 1
#define APF_CPUINTENS 2

/* -- mixer. -- */

#define MIXER_READ(channel) OSS_IOR('M', channel, s32)
#define MIXER_WRITE(channel) OSS_IOWR('M', channel, s32)

#define SOUND_MIXER_NRDEVICES 25
#define SOUND_MIXER_VOLUME 0
#define SOUND_MIXER_BASS 1
#define SOUND_MIXER_TREBLE 2
#define SOUND_MIXER_SYNTH 3
#define SOUND_MIXER_PCM 4
#define SOUND_MIXER_SPEAKER 5
#define SOUND_MIXER_LINE 6
#define SOUND_MIXER_MIC 7
#define SOUND_MIXER_CD 8
#define SOUND_MIXER_IMIX 9
#define SOUND_MIXER_ALTPCM 10
#define SOUND_MIXER_RECLEV 11
#define SOUND_MIXER_IGAIN 12
#define SOUND_MIXER_OGAIN 13
#define SOUND_MIXER_LINE1 14
#define SOUND_MIXER_LINE2 15
#define SOUND_MIXER_LINE3 16
#define SOUND_MIXER_DIGITAL1 17
#define SOUND_MIXER_DIGITAL2 18
#define SOUND_MIXER_DIGITAL3 19
#define SOUND_MIXER_PHONEIN 20
#define SOUND_MIXER_PHONEOUT 21
#define SOUND_MIXER_VIDEO 22
#define SOUND_MIXER_RADIO 23
#define SOUND_MIXER_MONITOR 24
#define SOUND_MIXER_NONE 31
#define SOUND_MIXER_MUTE SOUND_MIXER_NONE
#define SOUND_MIXER_ENHANCE SOUND_MIXER_NONE
#define SOUND_MIXER_LOUD SOUND_MIXER_NONE

#define SOUND_MIXER_OUTMASK 0xf9
#define SOUND_MIXER_OUTSRC 0xfa
#define SOUND_MIXER_STEREODEVS 0xfb
#define SOUND_MIXER_CAPS 0xfc
#define SOUND_MIXER_RECMASK 0xfd
#define SOUND_MIXER_DEVMASK 0xfe
#define SOUND_MIXER_RECSRC 0xff

#define SOUND_MIXER_INFO OSS_IOR('M', 101, struct mixer_info)
#define SOUND_OLD_MIXER_INFO OSS_IOR('M', 101, struct _old_mixer_info)
#define SOUND_MIXER_ACCESS OSS_IOWR('M', 102, oss_mixer_record)
#define SOUND_MIXER_AGC OSS_IOWR('M', 103, s32)
#define SOUND_MIXER_3DSE OSS_IOWR('M', 104, s32)
#define SOUND_MIXER_PRIVATE1 OSS_IOWR('M', 111, s32)
#define SOUND_MIXER_PRIVATE2 OSS_IOWR('M', 112, s32)
#define SOUND_MIXER_PRIVATE3 OSS_IOWR('M', 113, s32)
#define SOUND_MIXER_PRIVATE4 OSS_IOWR('M', 114, s32)
#define SOUND_MIXER_PRIVATE5 OSS_IOWR('M', 115, s32)
#define SOUND_MIXER_GETLEVELS OSS_IOWR('M', 116, struct mixer_vol_table)
#define SOUND_MIXER_SETLEVELS OSS_IOWR('M', 117, struct mixer_vol_table)

#define OSS_GETVERSION OSS_IOR('M', 118, s32)
#define OSS_VERSION_3 0x030802	/* what <linux/soundcard.h> says */
#define OSS_VERSION_4 0x040100	/* what OSS 4.1 and 4.2 say */

#endif
