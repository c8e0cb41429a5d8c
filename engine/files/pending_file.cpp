// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/files/pending_file.h"

#include "engine/base/unique_fd.h"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <format>

namespace dsproxy {
namespace {

std::filesystem::path folderOf(const std::string& target)
{
    const std::filesystem::path folder = std::filesystem::path(target).parent_path();
    return folder.empty() ? "." : folder;
}

/// Does not grow with the target's name, which may be as long as names can be.
std::string hiddenName()
{
    std::uint64_t number = 0;
    const ssize_t got = ::getrandom(&number, sizeof number, 0);
    return std::format(".dsproxy-{:016x}", got == sizeof number ? number : 0);
}

ErrorCode writeError()
{
    return errno == ENOSPC || errno == EDQUOT ? ErrorCode::NoSpace : ErrorCode::WriteFailed;
}

}  // namespace

Result<PendingFile> PendingFile::create(const std::string& target)
{
    const std::filesystem::path folder = folderOf(target);
    for (int attempt = 0; attempt < 100; ++attempt) {
        std::string path = folder / hiddenName();
        // 0666, unlike mkstemp: what becomes a recording has the rights of one.
        const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (fd)
            return PendingFile(target, std::move(path));
        if (errno != EEXIST)
            break;
    }
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorCode::NoSpace : ErrorCode::OpenFailed, errno, target);
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : target_(std::move(other.target_)), path_(std::exchange(other.path_, {}))
{
}

PendingFile::~PendingFile()
{
    if (!path_.empty())
        ::unlink(path_.c_str());
}

Result<void> PendingFile::commit(Existing existing)
{
    return sync().and_then([&] { return rename(existing); }).transform([this] {
        path_.clear();
        // The name, too, is to survive a loss of power; not every file system can be asked for it.
        const UniqueFd folder(
            ::open(folderOf(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        ::fsync(folder.get());
    });
}

Result<void> PendingFile::sync() const
{
    const UniqueFd fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(writeError(), errno, target_);
    return {};
}

Result<void> PendingFile::rename(Existing existing) const
{
    const unsigned flags = existing == Existing::Keep ? RENAME_NOREPLACE : 0;
    int status = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), flags);
    if (status != 0 && flags != 0 && errno == EINVAL) {
        // This file system cannot do both in one step.
        struct stat found{};
        errno = EEXIST;
        status =
            ::lstat(target_.c_str(), &found) == 0 ? -1 : ::rename(path_.c_str(), target_.c_str());
    }
    if (status == 0)
        return {};
    return fail(errno == EEXIST ? ErrorCode::OpenFailed : writeError(), errno, target_);
}

}  // namespace dsproxy
