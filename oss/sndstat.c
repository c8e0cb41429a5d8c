// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The text of /dev/sndstat, in the sections that OSS has always had: programs look for
 * "Audio devices:" and take the lines "NUMBER: NAME" below it. It agrees with SNDCTL_SYSINFO.
 */
#include "device.h"
#include "text.h"

static void line(struct oss_text *text, u32 number, const char *name, const char *note)
{
	oss_text_number(text, number);
	oss_text_add(text, ": ");
	oss_text_add(text, name);
	oss_text_add(text, note);
	oss_text_char(text, '\n');
}

u32 oss_device_sndstat(const struct oss_device *device, char *at, u32 size)
{
	struct oss_text text = oss_text_in(at, size);
	char version[16];

	oss_device_version(device, version, sizeof(version));
	oss_text_add(&text, "Sound Driver:");
	oss_text_add(&text, version);
	oss_text_add(&text, " (dsproxy virtual device)\n"
			    "Kernel: Linux\n"
			    "Config options: 0\n"
			    "\nInstalled drivers:\n"
			    "\nCard config:\n"
			    "\nAudio devices:\n");
	for (u32 file = 0; file < OSS_DEVICE_FILES; file++)
		line(&text, file, oss_device_file_name(file), " (DUPLEX)");
	oss_text_add(&text, "\nSynth devices: NOT ENABLED IN CONFIG\n"
			    "\nMidi devices: NOT ENABLED IN CONFIG\n"
			    "\nTimers:\n"
			    "\nMixers:\n");
	line(&text, 0, OSS_MIXER_NAME, "");
	return text.length;
}
