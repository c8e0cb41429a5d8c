// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/references.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <format>
#include <fstream>
#include <functional>
#include <memory>
#include <vector>

namespace dsproxy::process {

namespace {

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

std::vector<std::string> namesIn(const std::string& path)
{
    std::vector<std::string> names;
    const Directory directory(::opendir(path.c_str()));
    while (const dirent* entry = directory ? ::readdir(directory.get()) : nullptr)
        if (entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    return names;
}

/// All processes below `root`, without it.
void addDescendants(pid_t root, std::vector<pid_t>& found)
{
    for (const std::string& thread : namesIn(std::format("/proc/{}/task", root))) {
        std::ifstream children(std::format("/proc/{}/task/{}/children", root, thread));
        for (pid_t child; children >> child;) {
            found.push_back(child);
            addDescendants(child, found);
        }
    }
}

using RefersTo = std::function<bool(const FileIdentity&)>;

int descriptorsOf(pid_t process, const RefersTo& refers_to)
{
    int count = 0;
    const std::string directory = std::format("/proc/{}/fd/", process);
    for (const std::string& name : namesIn(directory)) {
        struct stat status;
        if (::stat((directory + name).c_str(), &status) == 0 &&
            refers_to({status.st_dev, status.st_ino}))
            ++count;
    }
    return count;
}

std::vector<pid_t> tree()
{
    std::vector<pid_t> found;
    addDescendants(::getpid(), found);
    return found;
}

}  // namespace

References referencesOf(const Open& open, pid_t process)
{
    const auto refers_to = [&](const FileIdentity& file) {
        return open.readiness.identity() == file ||
               std::ranges::any_of(open.channels, [&](const DataChannel& channel) {
                   return channel.identity() == file;
               });
    };
    References references;
    for (const pid_t pid : tree())
        (pid == process ? references.inside : references.outside) += descriptorsOf(pid, refers_to);
    return references;
}

int mappingReferences(const Open& open)
{
    const auto refers_to = [&](const FileIdentity& file) {
        return (open.play_map && open.play_map->identity() == file) ||
               (open.capture_map && open.capture_map->identity() == file);
    };
    int count = 0;
    for (const pid_t pid : tree())
        count += descriptorsOf(pid, refers_to);
    return count;
}

}  // namespace dsproxy::process
