// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "text.h"

struct oss_text oss_text_in(char *at, u32 size)
{
	struct oss_text text = { .at = at, .size = size };

	if (size)
		at[0] = '\0';
	return text;
}

void oss_text_char(struct oss_text *text, char c)
{
	if (text->size > 1 && text->length < text->size - 1) {
		text->at[text->length] = c;
		text->at[text->length + 1] = '\0';
	}
	text->length++;
}

void oss_text_add(struct oss_text *text, const char *string)
{
	while (*string)
		oss_text_char(text, *string++);
}

void oss_text_number(struct oss_text *text, s64 number)
{
	u64 rest = number < 0 ? 0 - (u64)number : (u64)number;
	char digits[20];
	u32 n = 0;

	do {
		digits[n++] = (char)('0' + oss_mod64(rest, 10));
		rest = oss_div64(rest, 10);
	} while (rest);
	if (number < 0)
		oss_text_char(text, '-');
	while (n)
		oss_text_char(text, digits[--n]);
}

void oss_text_hex(struct oss_text *text, u32 number, u32 digits)
{
	while (digits < 8 && number >> (4 * digits))
		digits++;
	oss_text_add(text, "0x");
	while (digits)
		oss_text_char(text, "0123456789abcdef"[number >> (4 * --digits) & 0xf]);
}

void oss_text_wide_hex(struct oss_text *text, u64 number)
{
	oss_text_hex(text, (u32)(number >> 32), 1);
	for (u32 digit = 8; digit;)
		oss_text_char(text, "0123456789abcdef"[number >> (4 * --digit) & 0xf]);
}

void oss_text_bytes(struct oss_text *text, const char *bytes, u32 size)
{
	for (u32 i = 0; i < size && bytes[i]; i++)
		oss_text_char(text, bytes[i] < ' ' || bytes[i] > '~' ? '?' : bytes[i]);
}
