/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What a sample of each AFMT looks like in memory, and how fast it passes. */
#ifndef OSS_FORMAT_H
#define OSS_FORMAT_H

#include "port.h"

OSS_BEGIN_DECLS

enum oss_encoding {
	OSS_ENCODING_INTEGER,
	OSS_ENCODING_FLOAT,
	OSS_ENCODING_MU_LAW,
	OSS_ENCODING_A_LAW,
	OSS_ENCODING_OPAQUE,	/* compressed: bytes pass through, nothing is known inside */
};

enum oss_endian { OSS_ENDIAN_NONE, OSS_ENDIAN_LITTLE, OSS_ENDIAN_BIG };

struct oss_format_info {
	u32 afmt;		/* exactly one AFMT_ bit */
	const char *name;	/* "AFMT_S16_LE" */
	u8 bits;		/* significant bits of a sample */
	u8 container_bits;	/* bits a sample takes in memory */
	u8 encoding;		/* enum oss_encoding */
	u8 endian;		/* enum oss_endian */
	bool is_signed;
	bool msb_aligned;	/* significant bits at the top of the container */
	bool advertised;	/* in the mask of SNDCTL_DSP_GETFMTS */
	u8 silence[4];		/* one sample of silence, as it lies in memory */
};

/* Row of one AFMT bit; NULL for zero, several bits or an unknown bit. */
const struct oss_format_info *oss_format_find(u32 afmt);

/* Row I of the table, in the order of the AFMT bits; NULL past the end. */
const struct oss_format_info *oss_format_at(u32 i);

/* All formats a program is told about. Rule: oss-semantics.md GETFMTS. */
u32 oss_format_advertised(void);

/* What one open has agreed on. */
struct oss_params {
	u32 afmt;
	u32 channels;		/* 1..OSS_CHANNELS_MAX */
	u32 rate;		/* Hz, as asked */
};

#define OSS_CHANNELS_MAX 32u
#define OSS_RATE_MIN 1u
#define OSS_RATE_MAX 768000u

/*
 * A frame is the smallest whole number of bytes that holds whole samples of every channel.
 * Formats of less than a byte a sample (IMA_ADPCM) put several sample times into a frame.
 */
u32 oss_frame_bytes(const struct oss_params *params);

/* Sample times in one frame: 1, or 2 for IMA_ADPCM with an odd number of channels. */
u32 oss_frame_samples(const struct oss_params *params);

/* Bytes that pass in a second, rounded down. */
u32 oss_byte_rate(const struct oss_params *params);

/* Whole frames (not bytes) that pass in NS nanoseconds, NS < 2^42 (73 minutes). */
u64 oss_frames_in(const struct oss_params *params, u64 ns);

/* Nanoseconds until FRAMES frames have passed, rounded up; FRAMES < 2^33. */
u64 oss_frames_ns(const struct oss_params *params, u64 frames);

/* Fills BYTES bytes that lie at byte OFFSET of a stream of AFMT with silence. */
void oss_format_silence(u32 afmt, void *pcm, u32 bytes, u64 offset);

OSS_END_DECLS

#endif
