// SPDX-License-Identifier: GPL-2.0 OR MIT
/* "SNDCTL_DSP_SPEED, [44100] => [48000]": between the parentheses of strace's ioctl(). */
#include "argument.h"
#include "print.h"

/* {dev=0, name="dsproxy virtual device", caps=DSP_CAP_DUPLEX|...} */
static const struct oss_punctuation structure = {
	.open = "{", .close = "}", .assign = "=", .quote = "\"", .separator = "|"
};

static void field(struct oss_text *text, const char *name, const struct oss_argument *argument,
		  u32 offset)
{
	oss_text_add(text, name);
	oss_text_number(text, oss_argument_int(argument, offset));
}

static void space(struct oss_text *text, const struct oss_argument *argument)
{
	field(text, "{fragments=", argument, 0);
	field(text, ", fragstotal=", argument, 4);
	field(text, ", fragsize=", argument, 8);
	field(text, ", bytes=", argument, 12);
	oss_text_char(text, '}');
}

static void count(struct oss_text *text, const struct oss_argument *argument)
{
	field(text, "{bytes=", argument, 0);
	field(text, ", blocks=", argument, 4);
	field(text, ", ptr=", argument, 8);
	oss_text_char(text, '}');
}

static void quoted(struct oss_text *text, const char *name, const struct oss_argument *argument,
		   u32 offset, u32 size)
{
	oss_text_add(text, name);
	oss_text_char(text, '"');
	if (argument->size >= offset + size)
		oss_text_bytes(text, (const char *)argument->bytes + offset, size);
	oss_text_char(text, '"');
}

static void mixer_info(struct oss_text *text, const struct oss_argument *argument, bool counter)
{
	quoted(text, "{id=", argument, 0, 16);
	quoted(text, ", name=", argument, 16, 32);
	if (counter)
		field(text, ", modify_counter=", argument, 48);
	oss_text_char(text, '}');
}

static void levels(struct oss_text *text, const struct oss_argument *argument)
{
	field(text, "{num=", argument, 0);
	quoted(text, ", name=", argument, 4, 32);
	oss_text_char(text, '}');
}

static void bracketed(struct oss_text *text, u32 meaning, const struct oss_argument *argument)
{
	oss_text_char(text, '[');
	oss_text_value(text, meaning, oss_argument_int(argument, 0), "|");
	oss_text_char(text, ']');
}

static void argument_text(struct oss_text *text, const struct oss_ioctl *row,
			  const struct oss_argument *argument)
{
	switch (row ? row->layout : (u8)OSS_ARG_BYTES) {
	case OSS_ARG_INT:
		bracketed(text, row->meaning, argument);
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
		quoted(text, "", argument, 0, argument->size);
		break;
	default:
		if (row && oss_text_fields(text, row->layout, argument, &structure))
			break;
		oss_text_char(text, '{');
		oss_text_dump(text, argument);
		oss_text_char(text, '}');
	}
}

static bool same(const struct oss_argument *a, const struct oss_argument *b)
{
	if (a->size != b->size)
		return false;
	for (u32 i = 0; i < a->size; i++)
		if (a->bytes[i] != b->bytes[i])
			return false;
	return true;
}

u32 oss_print_strace(const struct oss_printable *call, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);
	const struct oss_ioctl *row = oss_ioctl_find(call->cmd);
	struct oss_argument in = { call->in, call->in ? call->in_bytes : 0, true };
	struct oss_argument out = { call->out, call->out ? call->out_bytes : 0, false };

	oss_text_request(&text, row, call->cmd);
	if (call->error)
		out.size = 0;
	if (in.size || out.size)
		oss_text_add(&text, ", ");
	if (in.size)
		argument_text(&text, row, &in);
	if (!out.size || same(&in, &out))
		return text.length;
	if (in.size)
		oss_text_add(&text, " => ");
	argument_text(&text, row, &out);
	return text.length;
}
