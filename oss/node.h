/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The nodes that programs open, and the device files of OSS 4 behind them. */
#ifndef OSS_NODE_H
#define OSS_NODE_H

#include "dsp.h"
#include "port.h"

OSS_BEGIN_DECLS

#define OSS_DEVICE_FILES 2u	/* dsp and dsp_nb; the other nodes are other doors to dsp */

/* The number of the device file behind a node. */
u32 oss_device_file(enum oss_node node);

/* "/dev/dsp_nb" */
const char *oss_node_path(enum oss_node node);

/* "dsproxy virtual device", for a person; FILE < OSS_DEVICE_FILES. */
const char *oss_device_file_name(u32 file);

OSS_END_DECLS

#endif
