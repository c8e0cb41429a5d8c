/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The record source as version 4 sees it: one of a list of names. Version 3 can choose several; the
 * first of them is the one that is told. Private to oss/.
 */
#ifndef OSS_RECORD_SOURCE_H
#define OSS_RECORD_SOURCE_H

#include "abi4.h"
#include "mixer.h"

u32 oss_source_count(void);

/* Their names, into an INFO that is all 0 but for dev and ctrl. */
void oss_source_names(struct oss_mixer_enuminfo *info);

/* The chosen one's place in the list. */
s32 oss_source_get(const struct oss_mixer *mixer);

/* Chooses it alone; false when there is none. CHANGED tells a real change. */
bool oss_source_set(struct oss_mixer *mixer, s32 source, bool *changed);

#endif
