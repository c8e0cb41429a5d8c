/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The device of one user: what all its opens share.
 *
 * A device file is a node that a program may open, an engine is what plays behind it. At rest each
 * device file has an engine of the same number; every further open at the same time gets one of its
 * own, the lowest that is free. Rule: oss-semantics.md Engines.
 */
#ifndef OSS_DEVICE_H
#define OSS_DEVICE_H

#include "dsp.h"
#include "mixer.h"
#include "node.h"
#include "port.h"

OSS_BEGIN_DECLS

struct oss_device {
	struct oss_mixer mixer;
	struct oss_dsp *opens;	/* oldest first */
	u32 api;		/* OSS_GETVERSION: OSS_VERSION_4 or OSS_VERSION_3 */
	bool cooked;		/* COOKEDMODE of a new open */
	s32 sync_groups;	/* the number that the last group got */
};

void oss_device_init(struct oss_device *device);

/* DSP, which is open, belongs to DEVICE from here to oss_device_remove(): it must not move. */
void oss_device_add(struct oss_device *device, struct oss_dsp *dsp,
		    const struct oss_opener *opener);
void oss_device_remove(struct oss_device *device, struct oss_dsp *dsp);

/* "4.1.0": the version that OSS_GETVERSION answers, as text in the caller's memory. */
void oss_device_version(const struct oss_device *device, char *at, u32 size);

/* Engines there are: one for each device file, and every further one in use. */
u32 oss_device_engines(const struct oss_device *device);

/* Who plays on an engine, and who opened a device file first; NULL: nobody. */
struct oss_dsp *oss_device_on_engine(const struct oss_device *device, u32 engine);
struct oss_dsp *oss_device_on_file(const struct oss_device *device, u32 file);

/*
 * The text of /dev/sndstat: writes at most SIZE bytes, the NUL among them, and returns the length
 * of the whole text, as snprintf() does.
 */
u32 oss_device_sndstat(const struct oss_device *device, char *at, u32 size);

OSS_END_DECLS

#endif
