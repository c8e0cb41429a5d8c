// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/log_file.h"

#include "cli/log/write_all.h"

#include <fcntl.h>

#include <utility>

namespace dsproxy::cli {

Result<std::unique_ptr<LogFile>> LogFile::open(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!fd)
        return fail(ErrorCode::OpenFailed, errno, path);
    return std::unique_ptr<LogFile>(new LogFile(std::move(fd), path));
}

void LogFile::line(std::string_view text)
{
    if (!fd_)
        return;
    pending_ += text;
    pending_ += '\n';
}

void LogFile::flush()
{
    const int sys = fd_ ? writeAll(fd_.get(), pending_) : 0;
    pending_.clear();
    if (sys == 0)
        return;
    const bool full = sys == ENOSPC || sys == EDQUOT;
    error_ = Error{full ? ErrorCode::NoSpace : ErrorCode::WriteFailed, sys, path_};
    fd_.reset();
}

std::optional<Error> LogFile::takeError()
{
    return std::exchange(error_, std::nullopt);
}

}  // namespace dsproxy::cli
