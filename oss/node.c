// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "node.h"

static const struct {
	const char *path;
	u32 file;
} nodes[] = {
	[OSS_NODE_DSP] = { "/dev/dsp", 0 },
	[OSS_NODE_DSP_NB] = { "/dev/dsp_nb", 1 },
	[OSS_NODE_DSPW] = { "/dev/dspW", 0 },
	[OSS_NODE_AUDIO] = { "/dev/audio", 0 },
	[OSS_NODE_MIXER] = { "/dev/mixer", 0 },
	[OSS_NODE_SNDSTAT] = { "/dev/sndstat", 0 },
};

static const char *const file_names[OSS_DEVICE_FILES] = {
	"dsproxy virtual device",
	"dsproxy virtual device, close does not wait",
};

u32 oss_device_file(enum oss_node node)
{
	return nodes[node].file;
}

const char *oss_node_path(enum oss_node node)
{
	return nodes[node].path;
}

const char *oss_device_file_name(u32 file)
{
	return file_names[file];
}
