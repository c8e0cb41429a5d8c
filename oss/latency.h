/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* When the end of a playback stream, which was played, is heard. Private to oss/. */
#ifndef OSS_LATENCY_H
#define OSS_LATENCY_H

#include "stream.h"

/* The queue has run out, at NOW or before. */
void oss_latency_ended(struct oss_stream *s, u64 now_ns);

/* OSS_FX_WAKE when the end has been heard at NOW, once. */
u32 oss_latency_advance(struct oss_stream *s, u64 now_ns);

/* When the end is heard; OSS_NEVER when nothing is under way. */
u64 oss_latency_heard_at(const struct oss_stream *s);

#endif
