// SPDX-License-Identifier: GPL-2.0-or-later
#include "blocked.h"

#include "names.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace dsproxy::check {

namespace {

std::string firstLine(const std::string& path)
{
    char text[512];
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    const ssize_t n = ::read(fd, text, sizeof text - 1);
    ::close(fd);
    std::string line(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    return line.substr(0, line.find('\n'));
}

#ifdef __linux__

struct CallName {
    long number;
    const char* name;
};

#define CALL(name) {SYS_##name, #name}

constexpr CallName callNames[] = {
    CALL(read),          CALL(write),      CALL(readv),      CALL(writev),
    CALL(pread64),       CALL(pwrite64),   CALL(ioctl),      CALL(close),
    CALL(openat),        CALL(mmap),       CALL(munmap),     CALL(dup),
    CALL(dup3),          CALL(fcntl),      CALL(lseek),      CALL(fsync),
    CALL(sendfile),      CALL(splice),     CALL(ppoll),      CALL(pselect6),
    CALL(epoll_pwait),   CALL(wait4),      CALL(nanosleep),  CALL(clock_nanosleep),
    CALL(futex),         CALL(exit_group), CALL(statx),      CALL(faccessat),
    CALL(rt_sigsuspend),
#ifdef SYS_open
    CALL(open),          CALL(stat),       CALL(access),     CALL(dup2),
    CALL(poll),          CALL(select),     CALL(epoll_wait), CALL(pause),
#endif
};

std::string callName(long number)
{
    for (const CallName& row : callNames) {
        if (row.number == number)
            return row.name;
    }
    return "system call " + std::to_string(number);
}

/// LINE is "NUMBER ARG ARG ..." of /proc/PID/syscall.
std::string callText(const std::string& line)
{
    if (line.empty() || line[0] < '0' || line[0] > '9')
        return line.empty() ? "an unknown place" : line;
    char* rest = nullptr;
    const long number = std::strtol(line.c_str(), &rest, 10);
    unsigned long args[3] = {};
    for (unsigned long& arg : args)
        arg = std::strtoul(rest, &rest, 16);
    std::string text = callName(number);
    if (number == SYS_ioctl)
        text += "(fd " + std::to_string(args[0]) + ", " + ioctlName(args[1]) + ")";
    else if (number == SYS_read || number == SYS_write)
        text += "(fd " + std::to_string(args[0]) + ", " + std::to_string(args[2]) + " bytes)";
    else if (number == SYS_close)
        text += "(fd " + std::to_string(args[0]) + ")";
    return text;
}

std::string threadText(const std::string& directory, const char* tid)
{
    const std::string base = directory + "/" + tid;
    std::string text = std::string(tid) + " in " + callText(firstLine(base + "/syscall"));
    const std::string wchan = firstLine(base + "/wchan");
    if (!wchan.empty() && wchan != "0")
        text += ", wchan " + wchan;
    return text;
}

bool inGroup(const std::string& pid, pid_t group)
{
    const std::string line = firstLine("/proc/" + pid + "/stat");
    const std::size_t name = line.rfind(") ");
    int parent = 0;
    int pgrp = 0;
    char state = 0;
    if (name == std::string::npos ||
        std::sscanf(line.c_str() + name + 2, "%c %d %d", &state, &parent, &pgrp) != 3)
        return false;
    return pgrp == group;
}

template <class F> void eachNumber(const std::string& directory, F f)
{
    DIR* dir = ::opendir(directory.c_str());
    if (!dir)
        return;
    while (const dirent* entry = ::readdir(dir)) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            f(entry->d_name);
    }
    ::closedir(dir);
}

#endif

}  // namespace

std::string blockedCalls(pid_t group)
{
    std::string result;
#ifdef __linux__
    eachNumber("/proc", [&](const std::string& pid) {
        if (!inGroup(pid, group))
            return;
        eachNumber("/proc/" + pid + "/task", [&](const char* tid) {
            result += (result.empty() ? "" : "; ") + threadText("/proc/" + pid + "/task", tid);
        });
    });
#endif
    return result.empty() ? "process " + std::to_string(group) : result;
}

std::string signalName(int signal)
{
    const struct {
        int signal;
        const char* name;
    } names[] = {{SIGKILL, "KILL"}, {SIGSEGV, "SEGV"}, {SIGBUS, "BUS"},   {SIGABRT, "ABRT"},
                 {SIGALRM, "ALRM"}, {SIGPIPE, "PIPE"}, {SIGTERM, "TERM"}, {SIGSYS, "SYS"},
                 {SIGILL, "ILL"},   {SIGFPE, "FPE"},   {SIGIO, "IO"}};
    for (const auto& row : names) {
        if (row.signal == signal)
            return row.name;
    }
    return std::to_string(signal);
}

}  // namespace dsproxy::check
