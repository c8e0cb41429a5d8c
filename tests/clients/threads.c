// SPDX-License-Identifier: GPL-2.0-or-later
/// threads COUNT FRAMES: threads that write one open in turns.
/// threads COUNT FRAMES own: each plays all frames through an open of its own, all at once.
#include "sound.h"

#include <pthread.h>

enum { chunk = 300 };

static int shared = -1;
static uint32_t total, next = 1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t all_open;

static void* play_turns(void* arg)
{
    for (;;) {
        uint32_t left, now;

        pthread_mutex_lock(&turn);
        left = total + 1 - next;
        now = left < chunk ? left : chunk;
        play(shared, next, now, chunk);
        next += now;
        pthread_mutex_unlock(&turn);
        if (now == 0)
            return arg;
    }
}

static void* play_own(void* arg)
{
    int fd = open_dsp(O_WRONLY);

    pthread_barrier_wait(&all_open);
    play(fd, 1, total, chunk);
    close(fd);
    return arg;
}

int main(int argc, char** argv)
{
    uint32_t count = number(argc, argv, 1, 4);
    pthread_t thread[64];

    total = number(argc, argv, 2, 44100);
    if (count > 64)
        return 2;
    pthread_barrier_init(&all_open, NULL, count);
    if (argc <= 3)
        shared = open_dsp(O_WRONLY);
    for (uint32_t i = 0; i < count; i++)
        if (pthread_create(&thread[i], NULL, argc > 3 ? play_own : play_turns, NULL))
            die("pthread_create");
    for (uint32_t i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
