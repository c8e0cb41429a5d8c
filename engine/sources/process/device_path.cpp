// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/device_path.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <format>

namespace dsproxy::process {

namespace {

std::string readLink(const std::string& path)
{
    std::string target(PATH_MAX, '\0');
    const ssize_t got = ::readlink(path.c_str(), target.data(), target.size());
    target.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return target;
}

/// The real path of a directory, links and dots resolved; empty when there is none.
std::string realDirectory(const std::string& path)
{
    const UniqueFd directory(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return directory ? readLink(std::format("/proc/self/fd/{}", directory.get())) : std::string();
}

/// "/proc/self" is us; the program means itself.
std::string asSeenBy(const Task& task, int directory, std::string_view path)
{
    for (const std::string_view self : {"/proc/self/", "/proc/thread-self/"})
        if (path.starts_with(self))
            return std::format("/proc/{}/{}", task.tid(), path.substr(self.size()));
    if (path.starts_with('/'))
        return std::string(path);
    if (directory == AT_FDCWD)
        return std::format("/proc/{}/cwd/{}", task.tid(), path);
    return std::format("/proc/{}/fd/{}/{}", task.tid(), directory, path);
}

std::optional<DeviceNode> nodeIn(const std::string& directory, std::string_view leaf)
{
    const auto node = nodeNamed(leaf);
    if (!node)
        return std::nullopt;
    if (directory == "/dev/" || directory == "/dev/sound/")
        return node;
    const std::string real = realDirectory(directory);
    // Where there is no OSS there is no /dev/sound directory either: spell it out.
    const bool sound = directory.ends_with("/sound/") &&
                       realDirectory(directory.substr(0, directory.size() - 6)) == "/dev";
    return real == "/dev" || real == "/dev/sound" || sound ? node : std::nullopt;
}

/// "pipe:[123]": a link of /proc/PID/fd that names a file by its inode.
bool isNameless(const std::string& target)
{
    return target.find(":[") != std::string::npos;
}

struct Resolver {
    const Task& task;
    const Descriptors& descriptors;

    std::optional<DeviceNode> resolve(const std::string& path, bool follow, int depth) const
    {
        const std::size_t slash = path.rfind('/');
        const std::string directory = path.substr(0, slash + 1);
        const std::string leaf = path.substr(slash + 1);
        if (const auto node = nodeIn(directory, leaf))
            return node;
        if (!follow || depth == 0 || leaf.empty())
            return std::nullopt;
        const std::string target = readLink(path);
        if (target.empty())
            return std::nullopt;
        if (isNameless(target))
            return nameless(path);
        const std::string next =
            target.front() == '/' ? asSeenBy(task, AT_FDCWD, target) : directory + target;
        return resolve(next, follow, depth - 1);
    }

    bool isNode(const std::string& path) const
    {
        const std::size_t slash = path.rfind('/');
        return slash != std::string::npos &&
               nodeIn(path.substr(0, slash + 1), std::string_view(path).substr(slash + 1));
    }

    std::optional<DeviceNode> nameless(const std::string& path) const
    {
        struct stat status;
        if (::stat(path.c_str(), &status) < 0)
            return std::nullopt;
        return descriptors(FileIdentity{status.st_dev, status.st_ino});
    }
};

}  // namespace

NodeLookup nodeAt(const Task& task, const PathName& path, const Descriptors& descriptors)
{
    constexpr int linksMax = 8;
    const std::size_t end = path.text.find_last_not_of('/');
    if (end == std::string::npos)
        return {};
    const Resolver resolver{task, descriptors};
    const std::string name = asSeenBy(task, path.directory, path.text.substr(0, end + 1));
    const bool as_directory = end + 1 < path.text.size();
    const auto node = resolver.resolve(name, path.follow || as_directory, linksMax);
    if (node && as_directory)
        return {std::nullopt, ENOTDIR};
    const std::string parent = name.substr(0, name.rfind('/'));
    if (!node && resolver.isNode(parent))
        return {std::nullopt, ENOTDIR};
    return {node, 0};
}

}  // namespace dsproxy::process
