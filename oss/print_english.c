// SPDX-License-Identifier: GPL-2.0 OR MIT
/* "SNDCTL_DSP_SPEED    => 44100": the lines that dsproxy_reader -e has always written. */
#include "argument.h"
#include "print.h"

#define NAME_WIDTH 19u

/* "dev 0, name dsproxy virtual device, caps DSP_CAP_DUPLEX ..." */
static const struct oss_punctuation plain = {
	.open = "", .close = "", .assign = " ", .quote = "", .separator = " "
};

/* "15 of 16 fragments of 4096 bytes free, 61440 bytes" */
static void space(struct oss_text *text, const struct oss_argument *argument)
{
	oss_text_number(text, oss_argument_int(argument, 0));
	oss_text_add(text, " of ");
	oss_text_number(text, oss_argument_int(argument, 4));
	oss_text_add(text, " fragments of ");
	oss_text_number(text, oss_argument_int(argument, 8));
	oss_text_add(text, " bytes, ");
	oss_text_number(text, oss_argument_int(argument, 12));
	oss_text_add(text, " bytes");
}

static void count(struct oss_text *text, const struct oss_argument *argument)
{
	oss_text_number(text, oss_argument_int(argument, 0));
	oss_text_add(text, " bytes, ");
	oss_text_number(text, oss_argument_int(argument, 4));
	oss_text_add(text, " blocks, at ");
	oss_text_number(text, oss_argument_int(argument, 8));
}

static void string(struct oss_text *text, const struct oss_argument *argument, u32 offset, u32 size)
{
	if (argument->size >= offset + size)
		oss_text_bytes(text, (const char *)argument->bytes + offset, size);
}

/* "dsproxy, dsproxy virtual mixer, 3 changes" */
static void mixer_info(struct oss_text *text, const struct oss_argument *argument, bool changes)
{
	string(text, argument, 0, 16);
	oss_text_add(text, ", ");
	string(text, argument, 16, 32);
	if (!changes)
		return;
	oss_text_add(text, ", ");
	oss_text_number(text, oss_argument_int(argument, 48));
	oss_text_add(text, " changes");
}

static void levels(struct oss_text *text, const struct oss_argument *argument)
{
	oss_text_number(text, oss_argument_int(argument, 0));
	oss_text_add(text, ", ");
	string(text, argument, 4, 32);
}

static void argument_text(struct oss_text *text, const struct oss_ioctl *row,
			  const struct oss_argument *argument)
{
	switch (row ? row->layout : (u8)OSS_ARG_BYTES) {
	case OSS_ARG_INT:
		oss_text_value(text, row->meaning, oss_argument_int(argument, 0), " ");
		break;
	case OSS_ARG_AUDIO_BUF_INFO:
		space(text, argument);
		break;
	case OSS_ARG_COUNT_INFO:
		count(text, argument);
		break;
	case OSS_ARG_MIXER_INFO:
		mixer_info(text, argument, true);
		break;
	case OSS_ARG_OLD_MIXER_INFO:
		mixer_info(text, argument, false);
		break;
	case OSS_ARG_MIXER_VOL_TABLE:
		levels(text, argument);
		break;
	case OSS_ARG_TEXT:
		string(text, argument, 0, argument->size);
		break;
	default:
		if (!row || !oss_text_fields(text, row->layout, argument, &plain))
			oss_text_dump(text, argument);
	}
}

static void arrow(struct oss_text *text)
{
	while (text->length < NAME_WIDTH)
		oss_text_char(text, ' ');
	oss_text_add(text, " => ");
}

static void failure(struct oss_text *text, const struct oss_ioctl *row, int error,
		    const struct oss_argument *in)
{
	const char *name = oss_errno_name(error);

	arrow(text);
	if (name)
		oss_text_add(text, name);
	else
		oss_text_number(text, error);
	if (!in->size)
		return;
	oss_text_add(text, " (");
	argument_text(text, row, in);
	oss_text_char(text, ')');
}

u32 oss_print_english(const struct oss_printable *call, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);
	const struct oss_ioctl *row = oss_ioctl_find(call->cmd);
	struct oss_argument in = { call->in, call->in ? call->in_bytes : 0, true };
	struct oss_argument out = { call->out, call->out ? call->out_bytes : 0, false };

	oss_text_request(&text, row, call->cmd);
	if (call->error) {
		failure(&text, row, call->error, &in);
	} else if (in.size || out.size) {
		arrow(&text);
		argument_text(&text, row, out.size ? &out : &in);
	}
	return text.length;
}

u32 oss_print_format(u32 afmt, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);
	const struct oss_format_info *info = oss_format_find(afmt);

	if (info)
		oss_text_add(&text, info->name);
	else
		oss_text_hex(&text, afmt, 1);
	return text.length;
}
