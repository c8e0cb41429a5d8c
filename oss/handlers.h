/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What the rows of the table point to. Private to oss/; rules: docs/oss-semantics.md. */
#ifndef OSS_HANDLERS_H
#define OSS_HANDLERS_H

#include "ioctl.h"

/* A mixer call has no use for the dsp, nor a dsp call for the mixer. */
#define OSS_UNUSED __attribute__((unused))
#define OSS_HANDLER(name)                                                                          \
	int name(struct oss_dsp *dsp OSS_UNUSED, struct oss_mixer *mixer OSS_UNUSED,               \
		 struct oss_call *call OSS_UNUSED)

/* ioctl.c */
OSS_HANDLER(oss_refuse);
OSS_HANDLER(oss_accept);
OSS_HANDLER(oss_getversion);

/* params_ioctl.c */
OSS_HANDLER(oss_speed);
OSS_HANDLER(oss_stereo);
OSS_HANDLER(oss_channels);
OSS_HANDLER(oss_setfmt);
OSS_HANDLER(oss_getfmts);
OSS_HANDLER(oss_read_rate);
OSS_HANDLER(oss_read_channels);
OSS_HANDLER(oss_read_bits);

/* buffer_ioctl.c */
OSS_HANDLER(oss_getblksize);
OSS_HANDLER(oss_setblksize);
OSS_HANDLER(oss_subdivide);
OSS_HANDLER(oss_setfragment);
OSS_HANDLER(oss_getospace);
OSS_HANDLER(oss_getispace);

/* position_ioctl.c */
OSS_HANDLER(oss_getodelay);
OSS_HANDLER(oss_getoptr);
OSS_HANDLER(oss_getiptr);

/* control_ioctl.c */
OSS_HANDLER(oss_reset);
OSS_HANDLER(oss_sync);
OSS_HANDLER(oss_post);
OSS_HANDLER(oss_nonblock);
OSS_HANDLER(oss_getcaps);
OSS_HANDLER(oss_gettrigger);
OSS_HANDLER(oss_settrigger);

/* mixer_ioctl.c */
OSS_HANDLER(oss_mixer_read);
OSS_HANDLER(oss_mixer_write);
OSS_HANDLER(oss_mixer_read_mask);
OSS_HANDLER(oss_mixer_write_recsrc);
OSS_HANDLER(oss_mixer_write_outsrc);
OSS_HANDLER(oss_mixer_get_info);

#endif
