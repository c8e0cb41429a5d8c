// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "dsp.h"

#include "abi.h"
#include "clock.h"

static u32 default_format(enum oss_node node)
{
	switch (node) {
	case OSS_NODE_DSPW:
		return AFMT_S16_LE;
	case OSS_NODE_AUDIO:
		return AFMT_MU_LAW;
	default:
		return AFMT_U8;
	}
}

static void open_stream(struct oss_stream *s, bool capture, bool present, u64 now_ns)
{
	s->capture = capture;
	s->present = present;
	s->enabled = present;
	s->staged_ns = now_ns;
	s->volume = 100 | 100 << 8;
}

void oss_dsp_open(struct oss_dsp *dsp, enum oss_node node, bool read, bool write, bool nonblock,
		  u64 now_ns)
{
	struct oss_geometry geometry;

	memset(dsp, 0, sizeof(*dsp));
	dsp->params.afmt = default_format(node);
	dsp->params.channels = 1;
	dsp->params.rate = 8000;
	dsp->close_policy = node == OSS_NODE_DSP_NB ? OSS_CLOSE_DROP : OSS_CLOSE_DRAIN;
	dsp->nonblock = nonblock;
	dsp->opener.node = node;
	dsp->channel_order = CHNORDER_NORMAL;
	dsp->play.params = dsp->params;
	dsp->capture.params = dsp->params;
	open_stream(&dsp->play, false, write, now_ns);
	open_stream(&dsp->capture, true, read, now_ns);
	dsp->cooked = true;
	geometry = oss_geometry_for(&dsp->params, &dsp->request, &dsp->play.overrides);
	oss_stream_configure(&dsp->play, &dsp->params, &geometry, now_ns);
	oss_stream_configure(&dsp->capture, &dsp->params, &geometry, now_ns);
}

u32 oss_dsp_take_effects(struct oss_dsp *dsp)
{
	u32 effects = dsp->pending;

	dsp->pending = 0;
	return effects;
}

/* An error's code is the place of its bit, from 1; its parameter is where in the stream it was. */
static void note_error(struct oss_dsp *dsp, u32 bit)
{
	struct oss_stream *s = bit == OSS_MISUSE_GETISPACE_LOOP || !dsp->play.present ?
				       &dsp->capture : &dsp->play;
	s32 code = 1;

	while (bit >> code)
		code++;
	oss_error_push(&s->errors, code, (s32)(s->written & 0x7fffffff));
}

u32 oss_dsp_misuse(struct oss_dsp *dsp, u32 bit)
{
	note_error(dsp, bit);
	if (dsp->misuse & bit)
		return 0;
	dsp->misuse |= bit;
	return OSS_FX_MISUSE;
}

/* A stream that runs counts: the program may have seen its buffer through the clock. */
static bool has_moved(const struct oss_stream *s)
{
	return s->mapped || s->run != OSS_RUN_STOPPED || s->written != s->reset_at;
}

static void note_moved(struct oss_dsp *dsp)
{
	dsp->moved = has_moved(&dsp->play) || has_moved(&dsp->capture);
}

u32 oss_dsp_advance(struct oss_dsp *dsp, u64 now_ns, u64 input_limit)
{
	u32 fx = oss_play_advance(&dsp->play, now_ns);

	fx |= oss_capture_advance(&dsp->capture, now_ns, input_limit);
	note_moved(dsp);
	return fx;
}

u64 oss_dsp_deadline(const struct oss_dsp *dsp, u64 now_ns)
{
	u64 play = oss_stream_deadline(&dsp->play, now_ns);
	u64 capture = oss_stream_deadline(&dsp->capture, now_ns);

	return play < capture ? play : capture;
}

u32 oss_dsp_map(struct oss_dsp *dsp, bool capture, u64 now_ns)
{
	struct oss_stream *s = capture ? &dsp->capture : &dsp->play;
	bool enabled = s->enabled;
	u32 fx;

	if (!s->present || s->mapped)
		return 0;
	fx = capture ? oss_capture_reset(s, now_ns) : oss_play_reset(s);
	s->enabled = enabled;
	s->mapped = true;
	dsp->moved = true;
	return fx;
}

static u32 note_split(struct oss_dsp *dsp)
{
	return dsp->play.present && oss_play_split(&dsp->play) ?
		       oss_dsp_misuse(dsp, OSS_MISUSE_SPLIT_FRAME) : 0;
}

u32 oss_dsp_close(struct oss_dsp *dsp, u64 now_ns)
{
	u32 fx = note_split(dsp);

	/* What the trigger holds back would wait for ever. */
	if (dsp->close_policy == OSS_CLOSE_DROP || !dsp->play.enabled || dsp->play.mapped)
		return fx | oss_play_drop(&dsp->play);
	return fx | oss_play_post(&dsp->play, now_ns);
}

/* A mapped buffer cannot change its size under the program. */
static bool fits_mapped(const struct oss_stream *s, const struct oss_params *params)
{
	return !s->mapped || s->geometry.fragment_bytes % oss_frame_bytes(params) == 0;
}

static u32 configure(struct oss_dsp *dsp, struct oss_stream *s, u64 now_ns)
{
	struct oss_geometry geometry = oss_geometry_for(&dsp->params, &dsp->request, &s->overrides);
	u32 before = oss_buffer_bytes(&s->geometry);
	u32 fragment = s->geometry.fragment_bytes;

	if (s->mapped)
		geometry = s->geometry;
	oss_stream_configure(s, &dsp->params, &geometry, now_ns);
	if (!s->present)
		return 0;
	return oss_buffer_bytes(&geometry) != before || geometry.fragment_bytes != fragment ?
		       OSS_FX_GEOMETRY | OSS_FX_WAKE : 0;
}

/* What was recorded in the old format is of no use; mapped, the program has it already. */
static u32 reconfigure(struct oss_dsp *dsp, u64 now_ns)
{
	u32 fx = configure(dsp, &dsp->play, now_ns);

	if (!dsp->capture.mapped)
		fx |= oss_capture_drop(&dsp->capture, now_ns);
	return fx | configure(dsp, &dsp->capture, now_ns);
}

/* What is queued was meant in the old format; with the trigger off it would never end. */
static u32 finish_queue(struct oss_dsp *dsp, u64 now_ns)
{
	if (oss_play_drained(&dsp->play))
		return 0;
	if (!dsp->play.enabled)
		return oss_play_drop(&dsp->play);
	return OSS_FX_WAIT_DRAIN | oss_play_post(&dsp->play, now_ns) |
	       oss_dsp_misuse(dsp, OSS_MISUSE_FORMAT_WHILE_PLAYING);
}

static u32 close_policy(const struct oss_overrides *overrides, u32 policy)
{
	if (overrides->flags & OSS_OVERRIDE_CLOSE_DRAIN)
		return OSS_CLOSE_DRAIN;
	if (overrides->flags & OSS_OVERRIDE_CLOSE_DROP)
		return OSS_CLOSE_DROP;
	return overrides->flags & OSS_OVERRIDE_CLOSE_BACKGROUND ? OSS_CLOSE_BACKGROUND : policy;
}

/* One card, one format: that of the direction that is told first, playback. */
static void fix_params(struct oss_dsp *dsp, const struct oss_overrides *overrides)
{
	if (!overrides->format.afmt || dsp->fixed_params)
		return;
	dsp->params = overrides->format;
	dsp->fixed_params = true;
}

void oss_dsp_override(struct oss_dsp *dsp, bool capture, const struct oss_overrides *overrides,
		      u64 now_ns)
{
	struct oss_stream *s = capture ? &dsp->capture : &dsp->play;

	if (!s->present)
		return;
	s->overrides = *overrides;
	if (overrides->flags & OSS_OVERRIDE_DISABLE)
		open_stream(s, capture, false, now_ns);
	if (overrides->flags & OSS_OVERRIDE_NO_CAPTURE && dsp->capture.present)
		open_stream(&dsp->capture, true, false, now_ns);
	if (!capture)
		dsp->close_policy = close_policy(overrides, dsp->close_policy);
	fix_params(dsp, overrides);
	if (overrides->flags & (OSS_OVERRIDE_DIRECT | OSS_OVERRIDE_MMAP))
		dsp->cooked = false;
	if (overrides->flags & OSS_OVERRIDE_COOKED)
		dsp->cooked = true;
	configure(dsp, &dsp->play, now_ns);
	configure(dsp, &dsp->capture, now_ns);
}

bool oss_dsp_nonblock(const struct oss_dsp *dsp, bool capture)
{
	u32 flags = capture ? dsp->capture.overrides.flags : dsp->play.overrides.flags;

	if (flags & OSS_OVERRIDE_NONBLOCK)
		return true;
	return dsp->nonblock && !(flags & OSS_OVERRIDE_BLOCK);
}

static bool same_params(const struct oss_params *a, const struct oss_params *b)
{
	return a->afmt == b->afmt && a->channels == b->channels && a->rate == b->rate;
}

u32 oss_dsp_set_params(struct oss_dsp *dsp, const struct oss_params *params, u64 now_ns)
{
	u32 fx;

	if (same_params(params, &dsp->params))
		return 0;
	if (!fits_mapped(&dsp->play, params) || !fits_mapped(&dsp->capture, params))
		return 0;
	if (dsp->fixed_params)
		return 0;
	fx = finish_queue(dsp, now_ns);
	if (fx & OSS_FX_WAIT_DRAIN)
		return fx;
	fx |= note_split(dsp);
	dsp->params = *params;
	return fx | OSS_FX_FORMAT | reconfigure(dsp, now_ns);
}

u32 oss_dsp_set_request(struct oss_dsp *dsp, const struct oss_fragment_request *request,
			u64 now_ns)
{
	note_moved(dsp);
	if (dsp->moved)
		return oss_dsp_misuse(dsp, OSS_MISUSE_LATE_SETFRAGMENT);
	dsp->request = *request;
	return reconfigure(dsp, now_ns);
}
