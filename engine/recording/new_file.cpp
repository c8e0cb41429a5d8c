// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/new_file.h"

#include "engine/base/unique_fd.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

namespace dsproxy {
namespace {

std::unexpected<Error> refused(const std::string& path)
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorCode::NoSpace : ErrorCode::OpenFailed, errno, path);
}

Result<void> makeFolders(const std::filesystem::path& folder)
{
    struct stat found{};
    if (folder.empty() || ::stat(folder.c_str(), &found) == 0)
        return {};
    return makeFolders(folder.parent_path()).and_then([&]() -> Result<void> {
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return refused(folder);
        return {};
    });
}

}  // namespace

Result<std::string> makeNewFile(const std::string& stem, const std::string& ending)
{
    if (auto made = makeFolders(std::filesystem::path(stem).parent_path()); !made)
        return std::unexpected(made.error());
    for (int number = 1;; ++number) {
        const std::string path =
            number == 1 ? stem + ending : stem + "-" + std::to_string(number) + ending;
        const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (fd)
            return path;
        if (errno != EEXIST)
            return refused(path);
    }
}

}  // namespace dsproxy
