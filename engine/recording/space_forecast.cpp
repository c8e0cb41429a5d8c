// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/space_forecast.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace dsproxy {
namespace {

constexpr double second = 1e9;

}  // namespace

double bytesPerSecond(std::span<const FileGrowth> files)
{
    double sum = 0;
    for (const auto& [bytes, length] : files)
        if (length > Nanoseconds(0))
            sum += static_cast<double>(bytes.value) * second / static_cast<double>(length.value);
    return sum;
}

std::optional<Nanoseconds> timeLeft(Bytes free, double bytes_per_second)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if (bytes_per_second <= 0)
        return {};
    const double left = static_cast<double>(free.value) / bytes_per_second * second;
    return Nanoseconds(left < static_cast<double>(most) ? static_cast<std::int64_t>(left) : most);
}

Result<Bytes> freeSpace(const std::string& folder)
{
    struct statvfs disk{};
    for (std::filesystem::path at = folder;; at = at.parent_path()) {
        if (::statvfs(at.empty() ? "." : at.c_str(), &disk) == 0)
            return Bytes(static_cast<std::int64_t>(disk.f_bavail * disk.f_frsize));
        if (errno != ENOENT || at.empty() || at == at.parent_path())
            return systemError(folder);
    }
}

}  // namespace dsproxy
