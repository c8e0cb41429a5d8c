// SPDX-License-Identifier: GPL-2.0-or-later
/// ramp FRAMES [CHUNK]: the plainest of players. Built dynamic, static, and for i386.
#include "sound.h"

int main(int argc, char** argv)
{
    int fd = open_dsp(O_WRONLY);

    play(fd, 1, number(argc, argv, 1, 44100), number(argc, argv, 2, 1000));
    if (close(fd) < 0)
        die("close");
    return 0;
}
