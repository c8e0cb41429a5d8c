/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The peak meter of a stream, for SNDCTL_DSP_GETOPEAKS and GETIPEAKS. Nothing is measured until a
 * program asks. Then the shell, which has the bytes, feeds those that it still holds of
 * [metered, played), and calls again.
 */
#ifndef OSS_METER_H
#define OSS_METER_H

#include "port.h"
#include "stream.h"

OSS_BEGIN_DECLS

/* PCM are the last BYTES bytes before `played`: as many as the shell still has of what is asked. */
void oss_meter_feed(struct oss_stream *s, const void *pcm, u32 bytes);

/* How far a sample of FORMAT is from silence, 0..32767; 0 for formats that nobody can look into. */
u16 oss_sample_peak(const struct oss_format_info *format, const u8 *sample);

OSS_END_DECLS

#endif
