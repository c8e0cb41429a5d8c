// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/device_path.h"

#include <fcntl.h>
#include <limits.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <format>

namespace dsproxy::process {

namespace {

struct Name {
    std::string_view stem;
    DeviceNode node;
    bool numbered;  ///< "dsp0" is the same device
};

constexpr std::array names{
    Name{"dsp", {OSS_NODE_DSP, 3}, true},       Name{"adsp", {OSS_NODE_DSP, 12}, true},
    Name{"dspW", {OSS_NODE_DSPW, 5}, true},     Name{"dsp_nb", {OSS_NODE_DSP_NB, 3}, false},
    Name{"audio", {OSS_NODE_AUDIO, 4}, true},   Name{"mixer", {OSS_NODE_MIXER, 0}, true},
    Name{"sndstat", {OSS_NODE_SNDSTAT, 6}, false},
};

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
std::string asSeenBy(const Task& task, std::string_view path)
{
    for (const std::string_view self : {"/proc/self/", "/proc/thread-self/"})
        if (path.starts_with(self))
            return std::format("/proc/{}/{}", task.tid(), path.substr(self.size()));
    if (path.starts_with('/'))
        return std::string(path);
    return std::format("/proc/{}/cwd/{}", task.tid(), path);
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

std::optional<DeviceNode> resolve(const Task& task, const std::string& path, bool follow, int depth)
{
    const std::size_t slash = path.rfind('/');
    const std::string directory = path.substr(0, slash + 1);
    const std::string leaf = path.substr(slash + 1);
    if (const auto node = nodeIn(directory, leaf))
        return node;
    if (!follow || depth == 0 || leaf.empty())
        return std::nullopt;
    const std::string target = readLink(path);
    // Links of /proc/PID/fd name a file by its inode ("pipe:[123]"), not by a path.
    if (target.empty() || target.find(":[") != std::string::npos)
        return std::nullopt;
    const std::string next = target.front() == '/' ? asSeenBy(task, target) : directory + target;
    return resolve(task, next, follow, depth - 1);
}

}  // namespace

std::optional<DeviceNode> nodeNamed(std::string_view name)
{
    const std::size_t digits = name.size() - (name.find_last_not_of("0123456789") + 1);
    for (const Name& known : names) {
        if (name == known.stem)
            return known.node;
        // One device a user: 0 is the only unit.
        if (known.numbered && digits == 1 && name.back() == '0' &&
            name.substr(0, name.size() - 1) == known.stem)
            return known.node;
    }
    return std::nullopt;
}

std::optional<DeviceNode> nodeAt(const Task& task, std::string_view path, bool follow)
{
    constexpr int linksMax = 8;
    if (path.empty())
        return std::nullopt;
    return resolve(task, asSeenBy(task, path), follow, linksMax);
}

}  // namespace dsproxy::process
