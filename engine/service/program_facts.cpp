// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/program_facts.h"

#include "engine/seam/device_node.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <format>
#include <fstream>

namespace dsproxy {

namespace {

/// The process of a task: "Tgid:\t4711".
pid_t processOf(pid_t task)
{
    std::ifstream status(std::format("/proc/{}/status", task));
    for (std::string word; status >> word;) {
        pid_t process = 0;
        if (word == "Tgid:" && status >> process)
            return process;
    }
    return task;
}

std::string executableOf(pid_t process)
{
    std::array<char, 4096> path;
    const ssize_t length =
        ::readlink(std::format("/proc/{}/exe", process).c_str(), path.data(), path.size());
    return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : "";
}

std::string nameOf(pid_t process, const char* otherwise)
{
    std::ifstream comm(std::format("/proc/{}/comm", process));
    std::string name;
    return std::getline(comm, name) ? name : otherwise;
}

uid_t ownerOf(pid_t process)
{
    struct stat status;
    return ::stat(std::format("/proc/{}", process).c_str(), &status) == 0 ? status.st_uid
                                                                          : ::getuid();
}

std::uint64_t wallNow()
{
    timespec now;
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

StreamFacts factsOf(const Event& opened)
{
    StreamFacts facts;
    facts.pid = processOf(opened.pid);
    facts.program = {executableOf(facts.pid), nameOf(facts.pid, opened.comm)};
    facts.uid = ownerOf(facts.pid);
    facts.node = DeviceNode::of(opened.node).value_or(DeviceNode{}).path();
    facts.direction =
        (opened.mode & O_ACCMODE) == O_RDONLY ? Direction::Capture : Direction::Playback;
    facts.opened_ns = wallNow();
    return facts;
}

}  // namespace dsproxy
