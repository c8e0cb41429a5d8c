// SPDX-License-Identifier: GPL-2.0-or-later
// bare COUNT: nanoseconds of one ioctl() that goes to a seccomp supervisor which answers 0 and
// does nothing else. What dsproxy adds to this is its own.
#include "clock.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

#define TRAPPED 0x50ff  // a request of the sound type that nothing knows

static int trap(void)
{
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_ioctl, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, TRAPPED, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof program / sizeof *program, program};
    unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
}

static void send_fd(int channel, int fd)
{
    char byte = 0;
    struct iovec data = {&byte, 1};
    char control[CMSG_SPACE(sizeof fd)] = {0};
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    if (sendmsg(channel, &message, 0) < 0)
        fail("sendmsg");
}

static int receive_fd(int channel)
{
    char byte;
    int fd;
    struct iovec data = {&byte, 1};
    char control[CMSG_SPACE(sizeof fd)];
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    if (recvmsg(channel, &message, MSG_CMSG_CLOEXEC) < 1 || !CMSG_FIRSTHDR(&message))
        fail("recvmsg");
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

static void call(int channel, long count)
{
    const int listener = trap();
    if (listener < 0)
        fail("seccomp");
    send_fd(channel, listener);
    close(listener);
    for (long i = 0; i < count / 10; ++i)
        ioctl(0, TRAPPED, 0);
    const uint64_t start = now_ns();
    for (long i = 0; i < count; ++i)
        ioctl(0, TRAPPED, 0);
    printf("%.1f\n", (double)(now_ns() - start) / (double)count);
}

static void answer(int listener)
{
    struct seccomp_notif notification;
    struct seccomp_notif_resp response;
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    for (;;) {
        memset(&notification, 0, sizeof notification);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notification) < 0)
            return;
        memset(&response, 0, sizeof response);
        response.id = notification.id;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    }
}

/// Older kernels do not end a receive when the last caller goes.
static void end_with_child(int signal)
{
    (void)signal;
    _exit(0);
}

int main(int argc, char** argv)
{
    int channel[2];
    if (argc != 2 || socketpair(AF_UNIX, SOCK_STREAM, 0, channel) < 0)
        return 2;
    signal(SIGCHLD, end_with_child);
    const pid_t child = fork();
    if (child < 0)
        fail("fork");
    if (child == 0) {
        call(channel[0], atol(argv[1]));
        return 0;
    }
    close(channel[0]);
    answer(receive_fd(channel[1]));
    return 0;
}
