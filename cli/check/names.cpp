// SPDX-License-Identifier: GPL-2.0-or-later
#include "names.h"

#include "expect.h"
#include "sound_abi.h"

namespace dsproxy::check {

namespace {

#define INT_INOUT(name) {name, #name, sizeof(int), true, true, false}
#define INT_OUT(name) {name, #name, sizeof(int), false, true, false}
#define INT_IN(name) {name, #name, sizeof(int), true, false, false}
#define NO_ARG(name) {name, #name, 0, false, false, false}
#define OUT_AS(name, type) {name, #name, sizeof(type), false, true, false}
#define MIXER_OUT(name, type) {name, #name, sizeof(type), false, true, true}
#define MIXER_INOUT(name, type) {name, #name, sizeof(type), true, true, true}

const IoctlName table[] = {
    NO_ARG(SNDCTL_DSP_RESET),
    NO_ARG(SNDCTL_DSP_SYNC),
    NO_ARG(SNDCTL_DSP_POST),
    NO_ARG(SNDCTL_DSP_NONBLOCK),
    NO_ARG(SNDCTL_DSP_SETDUPLEX),
    NO_ARG(SNDCTL_DSP_SETSYNCRO),
    INT_INOUT(SNDCTL_DSP_SPEED),
    INT_INOUT(SNDCTL_DSP_STEREO),
    INT_INOUT(SNDCTL_DSP_GETBLKSIZE),
    INT_INOUT(SNDCTL_DSP_SETFMT),
    INT_INOUT(SNDCTL_DSP_CHANNELS),
    INT_INOUT(SOUND_PCM_WRITE_FILTER),
    INT_INOUT(SNDCTL_DSP_SUBDIVIDE),
    INT_INOUT(SNDCTL_DSP_SETFRAGMENT),
    INT_OUT(SNDCTL_DSP_GETFMTS),
    OUT_AS(SNDCTL_DSP_GETOSPACE, audio_buf_info),
    OUT_AS(SNDCTL_DSP_GETISPACE, audio_buf_info),
    INT_OUT(SNDCTL_DSP_GETCAPS),
    INT_OUT(SNDCTL_DSP_GETTRIGGER),
    INT_IN(SNDCTL_DSP_SETTRIGGER),
    OUT_AS(SNDCTL_DSP_GETIPTR, count_info),
    OUT_AS(SNDCTL_DSP_GETOPTR, count_info),
    OUT_AS(SNDCTL_DSP_MAPINBUF, buffmem_desc),
    OUT_AS(SNDCTL_DSP_MAPOUTBUF, buffmem_desc),
    INT_OUT(SNDCTL_DSP_GETODELAY),
    INT_IN(SNDCTL_DSP_PROFILE),
#ifdef SNDCTL_DSP_GETCHANNELMASK
    INT_INOUT(SNDCTL_DSP_GETCHANNELMASK),
    INT_INOUT(SNDCTL_DSP_BIND_CHANNEL),
#endif
#ifdef SNDCTL_DSP_SETSPDIF
    INT_IN(SNDCTL_DSP_SETSPDIF),
    INT_OUT(SNDCTL_DSP_GETSPDIF),
#endif
    INT_OUT(SOUND_PCM_READ_RATE),
    INT_OUT(SOUND_PCM_READ_CHANNELS),
    INT_OUT(SOUND_PCM_READ_BITS),
    INT_OUT(SOUND_PCM_READ_FILTER),
    MIXER_OUT(OSS_GETVERSION, int),
    MIXER_OUT(SOUND_MIXER_INFO, mixer_info),
#ifdef SOUND_OLD_MIXER_INFO
    MIXER_OUT(SOUND_OLD_MIXER_INFO, _old_mixer_info),
#endif
#ifdef SOUND_MIXER_GETLEVELS
    MIXER_INOUT(SOUND_MIXER_GETLEVELS, mixer_vol_table),
    MIXER_INOUT(SOUND_MIXER_SETLEVELS, mixer_vol_table),
#endif
    MIXER_OUT(SOUND_MIXER_READ_DEVMASK, int),
    MIXER_OUT(SOUND_MIXER_READ_RECMASK, int),
    MIXER_OUT(SOUND_MIXER_READ_STEREODEVS, int),
    MIXER_OUT(SOUND_MIXER_READ_CAPS, int),
    MIXER_OUT(SOUND_MIXER_READ_RECSRC, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_RECSRC, int),
    MIXER_OUT(SOUND_MIXER_READ_VOLUME, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_VOLUME, int),
    MIXER_OUT(SOUND_MIXER_READ_BASS, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_BASS, int),
    MIXER_OUT(SOUND_MIXER_READ_PCM, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_PCM, int),
    MIXER_OUT(SOUND_MIXER_READ_LINE, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_LINE, int),
    MIXER_OUT(SOUND_MIXER_READ_MIC, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_MIC, int),
    MIXER_OUT(SOUND_MIXER_READ_RECLEV, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_RECLEV, int),
    MIXER_OUT(SOUND_MIXER_READ_IGAIN, int),
    MIXER_INOUT(SOUND_MIXER_WRITE_IGAIN, int),
};

struct ErrorName {
    int error;
    const char* name;
};

#define ERROR(name) {name, #name}

constexpr ErrorName errors[] = {
    ERROR(EPERM),      ERROR(ENOENT),     ERROR(EINTR),  ERROR(EIO),     ERROR(ENXIO),
    ERROR(EBADF),      ERROR(EAGAIN),     ERROR(ENOMEM), ERROR(EACCES),  ERROR(EFAULT),
    ERROR(EBUSY),      ERROR(EEXIST),     ERROR(ENODEV), ERROR(ENOTDIR), ERROR(EINVAL),
    ERROR(ENFILE),     ERROR(EMFILE),     ERROR(ENOTTY), ERROR(EFBIG),   ERROR(ENOSPC),
    ERROR(ESPIPE),     ERROR(EPIPE),      ERROR(ENOSYS), ERROR(ELOOP),   ERROR(ENAMETOOLONG),
    ERROR(EOVERFLOW),  ERROR(EOPNOTSUPP), ERROR(EXDEV),  ERROR(EISDIR),  ERROR(ETIMEDOUT),
    ERROR(ECONNRESET), ERROR(ENOTSOCK),   ERROR(EROFS),
};

}  // namespace

std::span<const IoctlName> allIoctls()
{
    return table;
}

std::string ioctlName(unsigned long cmd)
{
    for (const IoctlName& row : table) {
        if ((row.cmd & 0xffffffffu) == (cmd & 0xffffffffu))
            return row.name;
    }
    return hex(cmd & 0xffffffffu);
}

std::string errorName(int error)
{
    for (const ErrorName& row : errors) {
        if (row.error == error)
            return row.name;
    }
    return "errno " + std::to_string(error);
}

std::string describe(const Answer& answer)
{
    if (answer.ok())
        return std::to_string(answer.result);
    return std::to_string(answer.result) + " " + errorName(answer.error);
}

}  // namespace dsproxy::check
