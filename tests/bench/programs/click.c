// SPDX-License-Identifier: GPL-2.0-or-later
// click SECONDS [loud]: plays CD audio in buffers of 4 x 1024 bytes; silence, and after each second a
// block that is loud; or all of it is. Says when it gives it to write(), by CLOCK_MONOTONIC: "click NS". First "play NS".
#include "clock.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/soundcard.h>
#include <unistd.h>

enum { blockBytes = 1024, blocksPerSecond = 44100 * 4 / blockBytes };

static void set(int fd, unsigned long request, int value)
{
    if (ioctl(fd, request, &value) < 0)
        fail("ioctl");
}

int main(int argc, char** argv)
{
    const int seconds = argc > 1 ? atoi(argv[1]) : 3;
    const int fd = open("/dev/dsp", O_WRONLY);
    char block[blockBytes];

    if (fd < 0)
        fail("/dev/dsp");
    set(fd, SNDCTL_DSP_SETFRAGMENT, 4 << 16 | 10);
    set(fd, SNDCTL_DSP_SETFMT, AFMT_S16_LE);
    set(fd, SNDCTL_DSP_CHANNELS, 2);
    set(fd, SNDCTL_DSP_SPEED, 44100);
    for (int i = 0; i < seconds * blocksPerSecond; ++i) {
        const int loud = i % blocksPerSecond == blocksPerSecond - 1;
        memset(block, loud || argc > 2 ? 0x40 : 0, sizeof block);
        if (loud)
            fprintf(stderr, "click %llu\n", (unsigned long long)now_ns());
        if (write(fd, block, sizeof block) != sizeof block)
            fail("write");
        if (i == 0)
            fprintf(stderr, "play %llu\n", (unsigned long long)now_ns());
    }
    return 0;
}
