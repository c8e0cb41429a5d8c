// SPDX-License-Identifier: GPL-2.0-or-later
/// What the client programs share: frames that count upwards from 1, so that a recording of them
/// shows every lost, repeated or misplaced sample.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/soundcard.h>
#include <unistd.h>

enum { frameBytes = 4 };

static inline void die(const char* what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline void set(int fd, unsigned long request, int value)
{
    int answer = value;

    if (ioctl(fd, request, &answer) < 0)
        die("ioctl");
    if (answer != value) {
        fprintf(stderr, "asked for %d, got %d\n", value, answer);
        exit(1);
    }
}

/// 16 bit, stereo, 44100 Hz: a frame is a little-endian number of 32 bits.
static inline void use_cd_quality(int fd)
{
    set(fd, SNDCTL_DSP_SETFMT, AFMT_S16_LE);
    set(fd, SNDCTL_DSP_CHANNELS, 2);
    set(fd, SNDCTL_DSP_SPEED, 44100);
}

static inline int open_dsp(int flags)
{
    int fd = open("/dev/dsp", flags);

    if (fd < 0)
        die("/dev/dsp");
    use_cd_quality(fd);
    return fd;
}

static inline void fill(uint32_t* frames, uint32_t first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        frames[i] = first + (uint32_t)i;
}

static inline void write_all(int fd, const void* data, size_t bytes)
{
    const char* at = data;

    while (bytes > 0) {
        ssize_t n = write(fd, at, bytes);

        if (n < 0)
            die("write");
        at += n;
        bytes -= (size_t)n;
    }
}

/// Frames first..first+count-1, in pieces of CHUNK.
static inline void play(int fd, uint32_t first, uint32_t count, uint32_t chunk)
{
    uint32_t* frames = malloc(chunk * sizeof *frames);

    for (uint32_t done = 0; done < count;) {
        uint32_t now = count - done < chunk ? count - done : chunk;

        fill(frames, first + done, now);
        write_all(fd, frames, now * sizeof *frames);
        done += now;
    }
    free(frames);
}

static inline uint32_t number(int argc, char** argv, int at, uint32_t otherwise)
{
    return argc > at ? (uint32_t)strtoul(argv[at], NULL, 10) : otherwise;
}
