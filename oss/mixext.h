/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The mixer as the tree of controls of version 4: a root, a slider for each channel of version 3,
 * and the record source. The values are those of struct oss_mixer. Private to oss/.
 */
#ifndef OSS_MIXEXT_H
#define OSS_MIXEXT_H

#include "abi4.h"
#include "mixer.h"

/* Controls, the root among them: their numbers are 0 to this. */
u32 oss_mixext_count(void);

/* What there is to know of a control; false for a number that has none. */
bool oss_mixext_describe(const struct oss_mixer *mixer, u32 ctrl, struct oss_mixext *ext);

/* The value of a control; false when it has none. */
bool oss_mixext_read(const struct oss_mixer *mixer, u32 ctrl, s32 *value);

/* Sets it, as near as it can; false when it cannot be set. CHANGED tells a real change. */
bool oss_mixext_write(struct oss_mixer *mixer, u32 ctrl, s32 value, bool *changed);

/* Number of the control that chooses the record source. */
u32 oss_mixext_source_control(void);

/* A control is only meant by whoever knows its stamp. */
s32 oss_mixext_stamp(u32 ctrl);

/* What a person reads about a control, a line and an explanation. False for the root. */
bool oss_mixext_explain(u32 ctrl, char *at, u32 size);

#endif
