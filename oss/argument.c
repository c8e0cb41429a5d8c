// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "argument.h"

#include "fields.h"
#include "names.h"

#define DUMP_MAX 16u

s32 oss_argument_int(const struct oss_argument *argument, u32 offset)
{
	s32 value = 0;

	if (argument->bytes && argument->size >= offset + sizeof(value))
		memcpy(&value, argument->bytes + offset, sizeof(value));
	return value;
}

static void separate(struct oss_text *text, u32 start, const char *separator)
{
	if (text->length != start)
		oss_text_add(text, separator);
}

static void names(struct oss_text *text, const struct oss_bit_name *row, u32 mask,
		  const char *separator)
{
	u32 start = text->length;
	u32 left = mask;

	for (; row->name; row++) {
		if (!(mask & row->bit))
			continue;
		separate(text, start, separator);
		oss_text_add(text, row->name);
		left &= ~row->bit;
	}
	if (left) {
		separate(text, start, separator);
		oss_text_hex(text, left, 1);
	}
	if (!mask)
		oss_text_add(text, "0");
}

/* "0x00040009: 4 x 512 bytes" */
static void fragment(struct oss_text *text, u32 value)
{
	u32 count = value >> 16 & 0x7fff;
	u32 shift = value & 0xffff;

	oss_text_hex(text, value, 8);
	if (shift > 30)
		return;
	oss_text_add(text, ": ");
	if (count == 0 || count == 0x7fff)
		oss_text_add(text, "any");
	else
		oss_text_number(text, count);
	oss_text_add(text, " x ");
	oss_text_number(text, (s64)1 << shift);
	oss_text_add(text, " bytes");
}

static void volume(struct oss_text *text, u32 value)
{
	oss_text_number(text, value & 0xff);
	oss_text_char(text, ':');
	oss_text_number(text, value >> 8 & 0xff);
	oss_text_add(text, " %");
}

static void version(struct oss_text *text, u32 value)
{
	oss_text_number(text, value >> 16);
	oss_text_char(text, '.');
	oss_text_number(text, value >> 8 & 0xff);
	oss_text_char(text, '.');
	oss_text_number(text, value & 0xff);
}

static void control(struct oss_text *text, s32 type)
{
	const char *name = oss_control_name(type);

	if (name)
		oss_text_add(text, name);
	else
		oss_text_number(text, type);
}

void oss_text_value(struct oss_text *text, u32 meaning, s32 value, const char *separator)
{
	const struct oss_bit_name *rows = oss_bit_names(meaning);

	if (rows) {
		names(text, rows, (u32)value, separator);
		return;
	}
	switch (meaning) {
	case OSS_MEANS_YES_NO:
		oss_text_add(text, value ? "yes" : "no");
		break;
	case OSS_MEANS_FRAGMENT:
		fragment(text, (u32)value);
		break;
	case OSS_MEANS_VOLUME:
		volume(text, (u32)value);
		break;
	case OSS_MEANS_VERSION:
		version(text, (u32)value);
		break;
	case OSS_MEANS_CONTROL:
		control(text, value);
		break;
	case OSS_MEANS_HEX:
		oss_text_hex(text, (u32)value, 1);
		break;
	default:
		oss_text_number(text, value);
	}
}

static void wide(struct oss_text *text, const struct oss_field *field,
		 const struct oss_argument *argument)
{
	u32 low = (u32)oss_argument_int(argument, field->offset);
	u32 high = (u32)oss_argument_int(argument, field->offset + 4u);
	u64 value = OSS_HOST_BIG_ENDIAN ? (u64)low << 32 | high : (u64)high << 32 | low;

	if (field->meaning != OSS_MEANS_HEX)
		oss_text_number(text, (s64)(value & 0x7fffffffffffffffu));
	else if (value >> 32)
		oss_text_wide_hex(text, value);
	else
		oss_text_hex(text, (u32)value, 1);
}

static void field_value(struct oss_text *text, const struct oss_field *field,
			const struct oss_argument *argument,
			const struct oss_punctuation *punctuation)
{
	const u8 *at = argument->bytes + field->offset;
	u16 small;

	switch (field->kind) {
	case OSS_FIELD_TEXT:
		oss_text_add(text, punctuation->quote);
		oss_text_bytes(text, (const char *)at, field->size);
		oss_text_add(text, punctuation->quote);
		break;
	case OSS_FIELD_U16:
		memcpy(&small, at, sizeof(small));
		oss_text_number(text, small);
		break;
	case OSS_FIELD_U64:
		wide(text, field, argument);
		break;
	default:
		oss_text_value(text, field->meaning, oss_argument_int(argument, field->offset),
			       punctuation->separator);
	}
}

bool oss_text_fields(struct oss_text *text, u32 layout, const struct oss_argument *argument,
		     const struct oss_punctuation *punctuation)
{
	const struct oss_field *field = oss_layout_fields(layout);
	const char *before = "";

	if (!field)
		return false;
	oss_text_add(text, punctuation->open);
	for (; field->name; field++) {
		if (!argument->bytes || argument->size < (u32)field->offset + field->size ||
		    (argument->asked && !field->given))
			continue;
		oss_text_add(text, before);
		oss_text_add(text, field->name);
		oss_text_add(text, punctuation->assign);
		field_value(text, field, argument, punctuation);
		before = ", ";
	}
	oss_text_add(text, punctuation->close);
	return true;
}

void oss_text_dump(struct oss_text *text, const struct oss_argument *argument)
{
	for (u32 i = 0; i < argument->size && i < DUMP_MAX; i++) {
		if (i)
			oss_text_char(text, ' ');
		oss_text_char(text, "0123456789abcdef"[argument->bytes[i] >> 4]);
		oss_text_char(text, "0123456789abcdef"[argument->bytes[i] & 0xf]);
	}
	if (argument->size > DUMP_MAX)
		oss_text_add(text, "...");
}

void oss_text_request(struct oss_text *text, const struct oss_ioctl *row, u32 cmd)
{
	if (row)
		oss_text_add(text, row->name);
	else
		oss_text_hex(text, cmd, 8);
}
