// SPDX-License-Identifier: GPL-2.0-or-later
/// mapped FRAMES: plays through the mapped buffer, as games did: start it by SETTRIGGER, ask
/// GETOPTR where it is, write behind it. What it has played becomes silence.
#include "sound.h"

#include <sys/mman.h>
#include <time.h>

static uint32_t* ring;
static uint32_t ring_frames, total, filled, cleared;

/// Fills what is free, ahead of frame PLAYED, and wipes what lies behind it.
static void refill(uint32_t played)
{
    for (; cleared < played; cleared++)
        ring[cleared % ring_frames] = 0;
    for (; filled < total && filled < cleared + ring_frames; filled++)
        ring[filled % ring_frames] = filled + 1;
}

static uint32_t played(int fd)
{
    count_info info;

    if (ioctl(fd, SNDCTL_DSP_GETOPTR, &info) < 0)
        die("GETOPTR");
    return (uint32_t)info.bytes / frameBytes;
}

int main(int argc, char** argv)
{
    const struct timespec pause = {0, 2000000};
    int fd = open("/dev/dsp", O_RDWR);
    audio_buf_info space;

    if (fd < 0)
        die("/dev/dsp");
    set(fd, SNDCTL_DSP_SETFRAGMENT, 16 << 16 | 11);
    use_cd_quality(fd);
    if (ioctl(fd, SNDCTL_DSP_GETOSPACE, &space) < 0)
        die("GETOSPACE");
    ring_frames = (uint32_t)(space.fragstotal * space.fragsize) / frameBytes;
    ring = mmap(NULL, ring_frames * frameBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ring == MAP_FAILED)
        die("mmap");
    total = number(argc, argv, 1, 44100);
    refill(0);
    set(fd, SNDCTL_DSP_SETTRIGGER, 0);
    set(fd, SNDCTL_DSP_SETTRIGGER, PCM_ENABLE_OUTPUT);
    while (cleared < total) {
        refill(played(fd));
        nanosleep(&pause, NULL);
    }
    return 0;
}
