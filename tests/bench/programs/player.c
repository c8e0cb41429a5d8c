// SPDX-License-Identifier: GPL-2.0-or-later
// player [-p PROCESSES] [-t THREADS] [-s SECONDS | -b BYTES] [-r]: plays CD audio on PROCESSES x
// THREADS streams, each from a thread that writes 4096 bytes at a time, until SECONDS have passed
// or each has written BYTES; -r: buffers of 4 x 4096 bytes instead of the device's own choice.
// Says on stderr when all streams play and when that ends, by CLOCK_MONOTONIC, with the bytes of
// all together: "play NS", "stop NS BYTES".
#include "clock.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/soundcard.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    int processes;
    int threads;
    double seconds;
    unsigned long long bytes;
    bool small_buffer;
} options = {1, 1, 3600, ~0ull, false};

static const char block[4096];

/// Seen by all processes.
static struct shared {
    pthread_barrier_t open;
    pthread_barrier_t playing;
    unsigned long long bytes;
}* shared;

static void set(int fd, unsigned long request, int value)
{
    if (ioctl(fd, request, &value) < 0)
        fail("ioctl");
}

static int open_stream(void)
{
    const int fd = open("/dev/dsp", O_WRONLY);
    if (fd < 0)
        fail("/dev/dsp");
    if (options.small_buffer)
        set(fd, SNDCTL_DSP_SETFRAGMENT, 4 << 16 | 12);
    set(fd, SNDCTL_DSP_SETFMT, AFMT_S16_LE);
    set(fd, SNDCTL_DSP_CHANNELS, 2);
    set(fd, SNDCTL_DSP_SPEED, 44100);
    return fd;
}

static size_t put(int fd)
{
    const ssize_t done = write(fd, block, sizeof block);
    if (done <= 0)
        fail("write");
    return (size_t)done;
}

/// Three blocks fill most of a small buffer, so that the stream has started.
static void* play(void* unused)
{
    unsigned long long bytes = 0;
    const int fd = open_stream();
    pthread_barrier_wait(&shared->open);
    for (int i = 0; i < 3; ++i)
        bytes += put(fd);
    pthread_barrier_wait(&shared->playing);
    const uint64_t end = now_ns() + (uint64_t)(options.seconds * 1e9);
    while (now_ns() < end && bytes < options.bytes)
        bytes += put(fd);
    __atomic_fetch_add(&shared->bytes, bytes, __ATOMIC_RELAXED);
    pthread_barrier_wait(&shared->playing);
    if (options.bytes == ~0ull)
        ioctl(fd, SNDCTL_DSP_RESET, 0);
    close(fd);
    return unused;
}

static void play_all(void)
{
    pthread_t threads[options.threads];
    for (int i = 0; i < options.threads; ++i)
        if (pthread_create(&threads[i], NULL, play, NULL) != 0)
            fail("pthread_create");
    for (int i = 0; i < options.threads; ++i)
        pthread_join(threads[i], NULL);
}

static void make_barrier(pthread_barrier_t* barrier, int count)
{
    pthread_barrierattr_t attributes;
    pthread_barrierattr_init(&attributes);
    pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(barrier, &attributes, (unsigned)count);
}

static void parse(int argc, char** argv)
{
    int option;
    while ((option = getopt(argc, argv, "p:t:s:b:r")) != -1) {
        switch (option) {
        case 'p':
            options.processes = atoi(optarg);
            break;
        case 't':
            options.threads = atoi(optarg);
            break;
        case 's':
            options.seconds = atof(optarg);
            break;
        case 'b':
            options.bytes = strtoull(optarg, NULL, 10);
            break;
        case 'r':
            options.small_buffer = true;
            break;
        default:
            exit(2);
        }
    }
}

int main(int argc, char** argv)
{
    parse(argc, argv);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        fail("mmap");
    const int streams = options.processes * options.threads;
    make_barrier(&shared->open, streams);
    make_barrier(&shared->playing, streams + 1);
    for (int i = 0; i < options.processes; ++i) {
        const pid_t child = fork();
        if (child < 0)
            fail("fork");
        if (child == 0) {
            play_all();
            return 0;
        }
    }
    // A player that fails would leave the others at the barrier: the caller's timeout ends that.
    pthread_barrier_wait(&shared->playing);
    fprintf(stderr, "play %llu\n", (unsigned long long)now_ns());
    pthread_barrier_wait(&shared->playing);
    fprintf(stderr, "stop %llu %llu\n", (unsigned long long)now_ns(), shared->bytes);
    int failed = 0;
    int status;
    while (wait(&status) > 0)
        failed |= status;
    return failed ? 1 : 0;
}
