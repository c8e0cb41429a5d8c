// SPDX-License-Identifier: GPL-2.0-or-later
/// The system's own OSS header, an independent judge, with what some systems leave out.
#pragma once

#include <sys/ioctl.h>
#include <sys/soundcard.h>

#ifndef OSS_GETVERSION
#define OSS_GETVERSION _IOR('M', 118, int)
#endif
#ifndef AFMT_S32_LE
#define AFMT_S32_LE 0x00001000
#define AFMT_S32_BE 0x00002000
#endif
#ifndef AFMT_FLOAT
#define AFMT_FLOAT 0x00004000
#endif
#ifndef AFMT_S24_LE
#define AFMT_S24_LE 0x00008000
#define AFMT_S24_BE 0x00010000
#endif
#ifndef AFMT_S24_PACKED
#define AFMT_S24_PACKED 0x00040000
#endif
#ifndef AFMT_U32_LE
#define AFMT_U24_LE 0x00080000
#define AFMT_U24_BE 0x00100000
#define AFMT_U32_LE 0x00200000
#define AFMT_U32_BE 0x00400000
#endif
#ifndef SNDCTL_DSP_PROFILE
#define SNDCTL_DSP_PROFILE _IOW('P', 23, int)
#endif
