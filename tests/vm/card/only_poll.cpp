// SPDX-License-Identifier: GPL-2.0-or-later
#include "only_poll.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <vector>

namespace {

std::atomic<bool> counting = false;
std::atomic<int> calls = 0;

}  // namespace

/// Stands before the C library's.
extern "C" int poll(pollfd* fds, nfds_t count, int timeout_ms)
{
    if (counting)
        ++calls;
    return static_cast<int>(::syscall(SYS_poll, fds, count, timeout_ms));
}

namespace dsproxy::test {

bool allowOnlyPoll()
{
    std::vector<sock_filter> filter{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
    for (const long number :
         {SYS_poll, SYS_exit, SYS_futex, SYS_munmap, SYS_madvise, SYS_rt_sigprocmask}) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<__u32>(number), 0, 1));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    counting = true;
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

int pollCalls()
{
    return calls;
}

}  // namespace dsproxy::test
