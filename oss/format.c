// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "format.h"

#include "abi.h"

#define NS_PER_S 1000000000u
#define LITTLE OSS_ENDIAN_LITTLE
#define BIG OSS_ENDIAN_BIG
#define NATIVE (OSS_HOST_BIG_ENDIAN ? OSS_ENDIAN_BIG : OSS_ENDIAN_LITTLE)

#define COMMON(afmt_, name_, bits_, container_, encoding_, endian_)                                \
	.afmt = afmt_, .name = name_, .bits = bits_, .container_bits = container_,                 \
	.encoding = OSS_ENCODING_##encoding_, .endian = endian_

#define SIGNED(afmt, bits, container, encoding, endian, ...)                                       \
	{ COMMON(afmt, #afmt, bits, container, encoding, endian), .is_signed = true,               \
	  .msb_aligned = (bits) == (container), .advertised = true, .silence = { __VA_ARGS__ } }
#define UNSIGNED(afmt, bits, container, endian, ...)                                               \
	{ COMMON(afmt, #afmt, bits, container, INTEGER, endian),                                   \
	  .msb_aligned = (bits) == (container), .advertised = true, .silence = { __VA_ARGS__ } }
#define OPAQUE(afmt, bits) { COMMON(afmt, #afmt, bits, bits, OPAQUE, OSS_ENDIAN_NONE) }

/* In the order of the bits. MPEG and VORBIS are absent: without a rate they cannot be paced. */
static const struct oss_format_info formats[] = {
	SIGNED(AFMT_MU_LAW, 8, 8, MU_LAW, OSS_ENDIAN_NONE, 0xff),
	SIGNED(AFMT_A_LAW, 8, 8, A_LAW, OSS_ENDIAN_NONE, 0xd5),
	OPAQUE(AFMT_IMA_ADPCM, 4),
	UNSIGNED(AFMT_U8, 8, 8, OSS_ENDIAN_NONE, 0x80),
	SIGNED(AFMT_S16_LE, 16, 16, INTEGER, LITTLE, 0),
	SIGNED(AFMT_S16_BE, 16, 16, INTEGER, BIG, 0),
	SIGNED(AFMT_S8, 8, 8, INTEGER, OSS_ENDIAN_NONE, 0),
	UNSIGNED(AFMT_U16_LE, 16, 16, LITTLE, 0x00, 0x80),
	UNSIGNED(AFMT_U16_BE, 16, 16, BIG, 0x80, 0x00),
	OPAQUE(AFMT_AC3, 16),	/* paced as the S/PDIF frames it travels in */
	SIGNED(AFMT_S32_LE, 32, 32, INTEGER, LITTLE, 0),
	SIGNED(AFMT_S32_BE, 32, 32, INTEGER, BIG, 0),
	SIGNED(AFMT_FLOAT, 32, 32, FLOAT, NATIVE, 0),
	SIGNED(AFMT_S24_LE, 24, 32, INTEGER, LITTLE, 0),
	SIGNED(AFMT_S24_BE, 24, 32, INTEGER, BIG, 0),
	OPAQUE(AFMT_SPDIF_RAW, 32),
	SIGNED(AFMT_S24_PACKED, 24, 24, INTEGER, LITTLE, 0),
	UNSIGNED(AFMT_U24_LE, 24, 32, LITTLE, 0x00, 0x00, 0x80, 0x00),
	UNSIGNED(AFMT_U24_BE, 24, 32, BIG, 0x00, 0x80, 0x00, 0x00),
	UNSIGNED(AFMT_U32_LE, 32, 32, LITTLE, 0x00, 0x00, 0x00, 0x80),
	UNSIGNED(AFMT_U32_BE, 32, 32, BIG, 0x80, 0x00, 0x00, 0x00),
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

const struct oss_format_info *oss_format_find(u32 afmt)
{
	for (u32 i = 0; i < FORMATS; i++)
		if (formats[i].afmt == afmt)
			return &formats[i];
	return NULL;
}

const struct oss_format_info *oss_format_at(u32 i)
{
	return i < FORMATS ? &formats[i] : NULL;
}

u32 oss_format_advertised(void)
{
	u32 mask = 0;

	for (u32 i = 0; i < FORMATS; i++)
		if (formats[i].advertised)
			mask |= formats[i].afmt;
	return mask;
}

/* Bits of one sample time of all channels. */
static u32 time_bits(const struct oss_params *params)
{
	const struct oss_format_info *info = oss_format_find(params->afmt);

	return (info ? info->container_bits : 8) * params->channels;
}

u32 oss_frame_samples(const struct oss_params *params)
{
	return time_bits(params) % 8 ? 2 : 1;
}

u32 oss_frame_bytes(const struct oss_params *params)
{
	return time_bits(params) * oss_frame_samples(params) / 8;
}

u32 oss_byte_rate(const struct oss_params *params)
{
	return time_bits(params) * params->rate / 8;
}

u64 oss_frames_in(const struct oss_params *params, u64 ns)
{
	return oss_div64(ns * params->rate, (u64)NS_PER_S * oss_frame_samples(params));
}

u64 oss_frames_ns(const struct oss_params *params, u64 frames)
{
	u64 samples = frames * oss_frame_samples(params);
	u64 seconds = oss_div64(samples, params->rate);
	u64 rest = samples - seconds * params->rate;

	return seconds * NS_PER_S + oss_div64(rest * NS_PER_S + params->rate - 1, params->rate);
}

void oss_format_silence(u32 afmt, void *pcm, u32 bytes, u64 offset)
{
	const struct oss_format_info *info = oss_format_find(afmt);
	u32 width = info ? info->container_bits / 8 : 0;
	u8 *out = pcm;
	u32 phase;

	if (width < 2) {
		memset(out, info ? info->silence[0] : 0, bytes);
		return;
	}
	phase = (u32)oss_mod64(offset, width);
	for (u32 i = 0; i < bytes; i++) {
		out[i] = info->silence[phase];
		phase = phase + 1 == width ? 0 : phase + 1;
	}
}
