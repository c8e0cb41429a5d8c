/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What the rows of the table point to. Private to oss/; rules: docs/oss-semantics.md. */
#ifndef OSS_HANDLERS_H
#define OSS_HANDLERS_H

#include "ioctl.h"

/* A mixer call has no use for the dsp, nor most dsp calls for the device. */
#define OSS_UNUSED __attribute__((unused))
#define OSS_HANDLER(name)                                                                          \
	int name(struct oss_device *device OSS_UNUSED, struct oss_dsp *dsp OSS_UNUSED,             \
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

OSS_HANDLER(oss_policy);
OSS_HANDLER(oss_low_water);

/* position_ioctl.c */
OSS_HANDLER(oss_getodelay);
OSS_HANDLER(oss_getoptr);
OSS_HANDLER(oss_getiptr);
OSS_HANDLER(oss_current_optr);
OSS_HANDLER(oss_current_iptr);
OSS_HANDLER(oss_geterror);

/* control_ioctl.c */
OSS_HANDLER(oss_reset);
OSS_HANDLER(oss_sync);
OSS_HANDLER(oss_post);
OSS_HANDLER(oss_nonblock);
OSS_HANDLER(oss_getcaps);
OSS_HANDLER(oss_gettrigger);
OSS_HANDLER(oss_settrigger);
OSS_HANDLER(oss_halt_input);
OSS_HANDLER(oss_halt_output);
OSS_HANDLER(oss_silence);
OSS_HANDLER(oss_skip);
OSS_HANDLER(oss_cookedmode);

/* sync_ioctl.c */
OSS_HANDLER(oss_join_sync_group);
OSS_HANDLER(oss_start_sync_group);

/* route_ioctl.c */
OSS_HANDLER(oss_getplayvol);
OSS_HANDLER(oss_setplayvol);
OSS_HANDLER(oss_getrecvol);
OSS_HANDLER(oss_setrecvol);
OSS_HANDLER(oss_get_recsrc_names);
OSS_HANDLER(oss_get_recsrc);
OSS_HANDLER(oss_set_recsrc);
OSS_HANDLER(oss_get_playtgt_names);
OSS_HANDLER(oss_get_playtgt);
OSS_HANDLER(oss_set_playtgt);
OSS_HANDLER(oss_get_chnorder);
OSS_HANDLER(oss_set_chnorder);
OSS_HANDLER(oss_getipeaks);
OSS_HANDLER(oss_getopeaks);

/* info_ioctl.c */
OSS_HANDLER(oss_sysinfo);
OSS_HANDLER(oss_audioinfo);
OSS_HANDLER(oss_engineinfo);
OSS_HANDLER(oss_mixerinfo);
OSS_HANDLER(oss_cardinfo);

/* name_ioctl.c */
OSS_HANDLER(oss_setsong);
OSS_HANDLER(oss_getsong);
OSS_HANDLER(oss_setname);
OSS_HANDLER(oss_getname);
OSS_HANDLER(oss_setlabel);
OSS_HANDLER(oss_getlabel);

/* mixext_ioctl.c */
OSS_HANDLER(oss_mix_nrmix);
OSS_HANDLER(oss_mix_nrext);
OSS_HANDLER(oss_mix_extinfo);
OSS_HANDLER(oss_mix_read);
OSS_HANDLER(oss_mix_write);
OSS_HANDLER(oss_mix_enuminfo);
OSS_HANDLER(oss_mix_description);

/* mixer_ioctl.c */
OSS_HANDLER(oss_mixer_read);
OSS_HANDLER(oss_mixer_write);
OSS_HANDLER(oss_mixer_read_mask);
OSS_HANDLER(oss_mixer_write_recsrc);
OSS_HANDLER(oss_mixer_write_outsrc);
OSS_HANDLER(oss_mixer_get_info);

#endif
