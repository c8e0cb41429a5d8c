// SPDX-License-Identifier: GPL-2.0-or-later
/// family FRAMES: parent and child write the same open in turns, a pipe each saying whose it is.
#include "sound.h"

#include <signal.h>
#include <sys/wait.h>

enum { chunk = 441 };

static void take_turns(int fd, int from, int to, uint32_t first, uint32_t frames)
{
    uint32_t next;

    for (;;) {
        if (read(from, &next, sizeof next) != sizeof next)
            return;
        if (next - first >= frames)
            break;
        play(fd, next, chunk, chunk);
        next += chunk;
        if (write(to, &next, sizeof next) != sizeof next)
            return;
    }
        // The other one has to know it, too.
    if (write(to, &next, sizeof next) != sizeof next)
        return;
}

int main(int argc, char** argv)
{
    uint32_t frames = number(argc, argv, 1, 44100) / chunk * chunk;
    uint32_t first = 1;
    int down[2], up[2], status = 1;
    int fd = open_dsp(O_WRONLY);
    pid_t child;

        // Who ends first no longer reads.
    signal(SIGPIPE, SIG_IGN);
    if (pipe(down) < 0 || pipe(up) < 0)
        die("pipe");
    child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        close(down[1]);
        close(up[0]);
        take_turns(fd, down[0], up[1], 1, frames);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    if (write(down[1], &first, sizeof first) != sizeof first)
        die("pipe");
    take_turns(fd, up[0], down[1], 1, frames);
    waitpid(child, &status, 0);
    return status != 0;
}
