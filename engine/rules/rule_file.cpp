// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_file.h"

#include "engine/files/pending_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t bytesMax = 256 * 1024;  ///< several thousand rules
constexpr int linksMax = 40;                  ///< as the kernel follows them

/// Where the last link of PATH leads to, whether or not there is a file.
Result<fs::path> targetOf(const std::string& path)
{
    fs::path target = path;
    std::error_code error;
    for (int links = 0; links < linksMax; ++links) {
        const fs::path next = fs::read_symlink(target, error);
        if (error)
            return target;
        target = target.parent_path() / next;
    }
    return fail(ErrorCode::OpenFailed, ELOOP, path);
}

std::unexpected<Error> failure(ErrorCode code, const std::string& path)
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorCode::NoSpace : code, errno, path);
}

/// Only a file is replaced: not a folder, and not /dev/null.
Result<void> checkFile(const fs::path& path)
{
    struct stat status;
    if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode))
        return {};
    return fail(ErrorCode::OpenFailed, S_ISDIR(status.st_mode) ? EISDIR : EINVAL, path);
}

/// Root may change the rules of somebody else: they stay his.
bool takeAfter(int fd, const struct stat& old)
{
    if (::geteuid() == 0 && ::fchown(fd, old.st_uid, old.st_gid) != 0)
        return false;
    return ::fchmod(fd, old.st_mode & 0777) == 0;
}

}  // namespace

Result<std::string> readRules(const std::string& path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!fd)
        return fail(ErrorCode::OpenFailed, errno, path);
    std::string text(bytesMax + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(fd.get(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ErrorCode::OpenFailed, errno, path);
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    if (size > bytesMax)
        return fail(ErrorCode::OpenFailed, EFBIG, path);
    text.resize(size);
    return text;
}

Result<RuleFile> RuleFile::lock(const std::string& path)
{
    const auto target = targetOf(path);
    if (!target)
        return std::unexpected(target.error());
    if (auto file = checkFile(*target); !file)
        return std::unexpected(file.error());
    const fs::path folder = target->has_parent_path() ? target->parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::OpenFailed, error.value(), folder);
    UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return fail(ErrorCode::OpenFailed, errno, folder);
    while (::flock(fd.get(), LOCK_EX) != 0)
        if (errno != EINTR)
            return fail(ErrorCode::OpenFailed, errno, folder);
    return RuleFile(std::move(fd), *target);
}

Result<std::string> RuleFile::read() const
{
    auto text = readRules(path_);
    if (!text && text.error().sys == ENOENT)
        return std::string();
    return text;
}

Result<void> RuleFile::write(int fd, std::string_view text) const
{
    struct stat old;
    if (::stat(path_.c_str(), &old) == 0 && !takeAfter(fd, old))
        return failure(ErrorCode::WriteFailed, path_);
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno != EINTR)
            return failure(ErrorCode::WriteFailed, path_);
        text.remove_prefix(n < 0 ? 0 : static_cast<std::size_t>(n));
    }
    return {};
}

Result<void> RuleFile::replace(std::string_view text) const
{
    auto pending = PendingFile::create(path_);
    if (!pending)
        return std::unexpected(pending.error());
    const UniqueFd fd(::open(pending->path().c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd || ::fchmod(fd.get(), 0600) != 0)
        return failure(ErrorCode::OpenFailed, path_);
    if (auto written = write(fd.get(), text); !written)
        return written;
    return pending->commit(Existing::Replace);
}

}  // namespace dsproxy
