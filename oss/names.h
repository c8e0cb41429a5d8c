/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The names of the bits in an argument. Private to oss/. */
#ifndef OSS_NAMES_H
#define OSS_NAMES_H

#include "port.h"

struct oss_bit_name {
	u32 bit;
	const char *name;
};

/* "MIXT_ENUM"; NULL for a type that no control of ours has. */
const char *oss_control_name(s32 type);

/* Ends with a NULL name; NULL for a meaning that is no mask. */
const struct oss_bit_name *oss_bit_names(u32 meaning);

#endif
