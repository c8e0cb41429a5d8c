// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "device.h"

#include "abi4.h"
#include "text.h"

void oss_device_init(struct oss_device *device)
{
	memset(device, 0, sizeof(*device));
	oss_mixer_init(&device->mixer);
	device->api = OSS_VERSION_4;
	device->cooked = true;
}

struct oss_dsp *oss_device_on_engine(const struct oss_device *device, u32 engine)
{
	struct oss_dsp *dsp = device->opens;

	while (dsp && dsp->engine != engine)
		dsp = dsp->next;
	return dsp;
}

struct oss_dsp *oss_device_on_file(const struct oss_device *device, u32 file)
{
	struct oss_dsp *dsp = device->opens;

	while (dsp && oss_device_file(dsp->opener.node) != file)
		dsp = dsp->next;
	return dsp;
}

u32 oss_device_engines(const struct oss_device *device)
{
	u32 engines = OSS_DEVICE_FILES;

	for (const struct oss_dsp *dsp = device->opens; dsp; dsp = dsp->next)
		if (dsp->engine >= engines)
			engines = dsp->engine + 1;
	return engines;
}

/* That of its device file; else the first beyond those of the device files. */
static u32 free_engine(const struct oss_device *device, u32 file)
{
	u32 engine = OSS_DEVICE_FILES;

	if (!oss_device_on_engine(device, file))
		return file;
	while (oss_device_on_engine(device, engine))
		engine++;
	return engine;
}

void oss_device_add(struct oss_device *device, struct oss_dsp *dsp, const struct oss_opener *opener)
{
	struct oss_dsp **last = &device->opens;

	dsp->opener = *opener;
	dsp->engine = free_engine(device, oss_device_file(opener->node));
	dsp->cooked = device->cooked;
	dsp->next = NULL;
	while (*last)
		last = &(*last)->next;
	*last = dsp;
}

void oss_device_remove(struct oss_device *device, struct oss_dsp *dsp)
{
	struct oss_dsp **at = &device->opens;

	while (*at && *at != dsp)
		at = &(*at)->next;
	if (*at)
		*at = dsp->next;
	dsp->next = NULL;
}

void oss_device_version(const struct oss_device *device, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);

	oss_text_number(&text, device->api >> 16);
	oss_text_char(&text, '.');
	oss_text_number(&text, device->api >> 8 & 0xff);
	oss_text_char(&text, '.');
	oss_text_number(&text, device->api & 0xff);
}
