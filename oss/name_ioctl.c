// SPDX-License-Identifier: GPL-2.0 OR MIT
/* What a program calls itself and what it plays: kept for the log, tags and ENGINEINFO. */
#include "handlers.h"

/* A program may leave the NUL out: the last byte is one always. */
static int keep(char *at, const void *text, u32 size)
{
	memcpy(at, text, size);
	at[size - 1] = '\0';
	return 0;
}

OSS_HANDLER(oss_setsong)
{
	return keep(dsp->song, call->arg.longname, sizeof(dsp->song));
}

OSS_HANDLER(oss_getsong)
{
	return keep(call->arg.longname, dsp->song, sizeof(dsp->song));
}

OSS_HANDLER(oss_setname)
{
	return keep(dsp->name, call->arg.longname, sizeof(dsp->name));
}

OSS_HANDLER(oss_getname)
{
	return keep(call->arg.longname, dsp->name, sizeof(dsp->name));
}

OSS_HANDLER(oss_setlabel)
{
	return keep(dsp->label, call->arg.label, sizeof(dsp->label));
}

OSS_HANDLER(oss_getlabel)
{
	return keep(call->arg.label, dsp->label, sizeof(dsp->label));
}
