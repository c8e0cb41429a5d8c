// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "handlers.h"

#define SHIFT_MIN 4u
#define SHIFT_MAX 18u
#define SHIFT_INVALID 25u	/* from here on Linux says EINVAL */
#define BLKSIZE_MIN 16
#define BLKSIZE_MAX 65536

/* Polls in a row, without a transfer between, after which the author should know. */
#define LOOP_QUERIES 200u

/* What POLICY asks for: 2^shift bytes, so many times; 0: as many as fit. */
static const struct {
	u8 shift;
	u8 count;
} policies[] = {
	{ 3, 2 },  { 4, 2 },  { 7, 2 },	 { 8, 4 },  { 9, 4 },  { 10, 0 },
	{ 11, 0 }, { 12, 0 }, { 14, 0 }, { 15, 0 }, { 18, 0 },
};

static u32 ask_fragment(struct oss_dsp *dsp, u32 count, u32 shift, u64 now_ns)
{
	struct oss_fragment_request request = { .asked = true };

	request.size_shift = shift < SHIFT_MIN ? SHIFT_MIN : shift > SHIFT_MAX ? SHIFT_MAX : shift;
	request.count = count == 1 ? 2 : count;
	return oss_dsp_set_request(dsp, &request, now_ns);
}

OSS_HANDLER(oss_getblksize)
{
	const struct oss_stream *s = dsp->play.present ? &dsp->play : &dsp->capture;

	call->arg.value = (s32)s->geometry.fragment_bytes;
	return 0;
}

OSS_HANDLER(oss_setblksize)
{
	s32 asked = call->arg.value;
	u32 shift = SHIFT_MIN;

	if (asked < BLKSIZE_MIN)
		asked = BLKSIZE_MIN;
	if (asked > BLKSIZE_MAX)
		asked = BLKSIZE_MAX;
	while (2 << shift <= asked)
		shift++;
	call->effects |= ask_fragment(dsp, 0, shift, call->now_ns);
	return 0;
}

/* 0xMMMMSSSS: the top bit of MMMM is ignored, as in OSS4; the value is not written back. */
OSS_HANDLER(oss_setfragment)
{
	u32 asked = (u32)call->arg.value;
	u32 shift = asked & 0xffff;

	if (shift >= SHIFT_INVALID)
		return OSS_EINVAL;
	call->effects |= ask_fragment(dsp, asked >> 16 & 0x7fff, shift, call->now_ns);
	return 0;
}

OSS_HANDLER(oss_subdivide)
{
	struct oss_fragment_request request = { .subdivide = (u32)call->arg.value };

	switch (call->arg.value) {
	case 0:
		call->arg.value = dsp->request.subdivide ? (s32)dsp->request.subdivide : 1;
		return 0;
	case 1:
	case 2:
	case 4:
	case 8:
	case 16:
		call->effects |= oss_dsp_set_request(dsp, &request, call->now_ns);
		return 0;
	default:
		return OSS_EINVAL;
	}
}

static void answer_space(const struct oss_stream *s, u32 bytes, struct oss_call *call)
{
	call->arg.space.fragments = (s32)(bytes / s->geometry.fragment_bytes);
	call->arg.space.fragstotal = (s32)s->geometry.fragments;
	call->arg.space.fragsize = (s32)s->geometry.fragment_bytes;
	call->arg.space.bytes = (s32)bytes;
}

/* A program that asks again and again burns a processor until the answer changes. */
static u32 count_query(struct oss_dsp *dsp, u32 misuse)
{
	u64 transferred = dsp->play.written + dsp->capture.written;

	if (transferred != dsp->space_mark)
		dsp->space_queries = 0;
	dsp->space_mark = transferred;
	if (++dsp->space_queries < LOOP_QUERIES)
		return 0;
	return oss_dsp_misuse(dsp, misuse);
}

OSS_HANDLER(oss_getospace)
{
	if (!dsp->play.present)
		return OSS_EINVAL;
	answer_space(&dsp->play, oss_play_space(&dsp->play), call);
	call->effects |= count_query(dsp, OSS_MISUSE_GETOSPACE_LOOP);
	return 0;
}

OSS_HANDLER(oss_getispace)
{
	if (!dsp->capture.present)
		return OSS_EINVAL;
	if (!dsp->capture.mapped)
		call->effects |= oss_capture_start(&dsp->capture, call->now_ns);
	answer_space(&dsp->capture, oss_capture_ready(&dsp->capture), call);
	call->effects |= count_query(dsp, OSS_MISUSE_GETISPACE_LOOP);
	return 0;
}

OSS_HANDLER(oss_policy)
{
	s32 policy = call->arg.value;

	if (policy < 0 || (u32)policy >= sizeof(policies) / sizeof(policies[0]))
		return OSS_EIO;
	call->effects |= ask_fragment(dsp, policies[policy].count, policies[policy].shift,
				      call->now_ns);
	return 0;
}

/* A mark of nothing would be ready always: one byte at least. */
OSS_HANDLER(oss_low_water)
{
	u32 mark = call->arg.value < 1 ? 1 : (u32)call->arg.value;

	dsp->play.low_water = mark;
	dsp->capture.low_water = mark;
	call->effects |= OSS_FX_WAKE;
	return 0;
}
