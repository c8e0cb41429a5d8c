/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The fields of version 4's structures that a person wants to see, for every kind of log. */
#ifndef OSS_FIELDS_H
#define OSS_FIELDS_H

#include "port.h"

OSS_BEGIN_DECLS

enum oss_field_kind { OSS_FIELD_INT, OSS_FIELD_U16, OSS_FIELD_U64, OSS_FIELD_TEXT };

struct oss_field {
	const char *name;
	u16 offset;
	u16 size;		/* bytes; of a text, the NUL among them */
	u8 kind;		/* enum oss_field_kind */
	u8 meaning;		/* of an int: enum oss_meaning */
	bool given;		/* by the program; the others are answers alone */
};

/* Those of a layout, ended by a NULL name; NULL for a layout that is not made of them. */
const struct oss_field *oss_layout_fields(u32 layout);

OSS_END_DECLS

#endif
