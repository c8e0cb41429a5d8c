// SPDX-License-Identifier: GPL-2.0-or-later
// ioctls COUNT: nanoseconds of one SNDCTL_DSP_GETOSPACE on a stream that does not play.
#include "clock.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/soundcard.h>

static double measure(int fd, long count)
{
    audio_buf_info info;
    const uint64_t start = now_ns();
    for (long i = 0; i < count; ++i)
        if (ioctl(fd, SNDCTL_DSP_GETOSPACE, &info) < 0)
            fail("SNDCTL_DSP_GETOSPACE");
    return (double)(now_ns() - start) / (double)count;
}

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    const long count = atol(argv[1]);
    const int fd = open("/dev/dsp", O_WRONLY);
    if (fd < 0)
        fail("/dev/dsp");
    measure(fd, count / 10);
    printf("%.1f\n", measure(fd, count));
    return 0;
}
