// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "meter.h"

#define PEAK_MAX 32767u
#define SIGN 0x80000000u

static u32 load(const struct oss_format_info *format, const u8 *at)
{
	u32 bytes = format->container_bits / 8;
	u32 value = 0;

	for (u32 i = 0; i < bytes; i++)
		value |= (u32)at[i] << 8 * (format->endian == OSS_ENDIAN_BIG ? bytes - 1 - i : i);
	return value;
}

/* VALUE of 32 bits with the sign on top. */
static u16 distance(u32 value)
{
	u32 peak = (value & SIGN ? 0 - value : value) >> 16;

	return (u16)(peak > PEAK_MAX ? PEAK_MAX : peak);
}

static u16 integer_peak(const struct oss_format_info *format, u32 loaded)
{
	u32 value = loaded << (32 - format->bits);

	if (format->msb_aligned)
		value = loaded << (32 - format->container_bits);
	return distance(format->is_signed ? value : value ^ SIGN);
}

/* IEEE 754: 1.0 and beyond is the most; NaN is nothing. */
static u16 float_peak(u32 bits)
{
	u32 exponent = bits >> 23 & 0xff;
	u32 fraction = (bits & 0x7fffff) | 0x800000;

	if (exponent == 0xff && bits & 0x7fffff)
		return 0;
	if (exponent >= 127)
		return PEAK_MAX;
	return exponent + 31 < 135 ? 0 : (u16)(fraction >> (135 - exponent));
}

/* G.711: a segment of three bits and a step of four, in 14 and 13 bits. */
static u16 mu_law_peak(u32 code)
{
	u32 segment = ~code >> 4 & 7;
	u32 step = ~code & 0xf;

	return (u16)(((((step << 3) + 0x84) << segment) - 0x84) & PEAK_MAX);
}

static u16 a_law_peak(u32 code)
{
	u32 segment = (code ^ 0x55) >> 4 & 7;
	u32 step = ((code ^ 0x55) & 0xf) << 4;

	return (u16)(segment ? (step + 0x108) << (segment - 1) : step + 8);
}

u16 oss_sample_peak(const struct oss_format_info *format, const u8 *sample)
{
	switch (format->encoding) {
	case OSS_ENCODING_INTEGER:
		return integer_peak(format, load(format, sample));
	case OSS_ENCODING_FLOAT:
		return float_peak(load(format, sample));
	case OSS_ENCODING_MU_LAW:
		return mu_law_peak(*sample);
	case OSS_ENCODING_A_LAW:
		return a_law_peak(*sample);
	default:
		return 0;
	}
}

/* `played` is the end of a frame: what is odd at the beginning belongs to one that is lost. */
void oss_meter_feed(struct oss_stream *s, const void *pcm, u32 bytes)
{
	const struct oss_format_info *format = oss_format_find(s->params.afmt);
	u32 width = format->container_bits / 8;
	u32 odd = bytes % oss_frame_bytes(&s->params);
	const u8 *at = pcm;
	u32 channel = 0;

	s->metered = s->played;
	if (format->encoding == OSS_ENCODING_OPAQUE)
		return;
	for (u32 done = odd; done < bytes; done += width) {
		u16 peak = oss_sample_peak(format, at + done);

		if (peak > s->peaks[channel])
			s->peaks[channel] = peak;
		channel = channel + 1 == s->params.channels ? 0 : channel + 1;
	}
}
