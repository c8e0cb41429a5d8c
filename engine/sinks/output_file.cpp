// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/output_file.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include <ctime>

namespace dsproxy {
namespace {

/// Keeps SIGPIPE from the thread while it writes, without touching the program's signal handlers.
class SigpipeBlock {
public:
    SigpipeBlock()
    {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        alreadyPending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &old_);
    }
    SigpipeBlock(const SigpipeBlock&) = delete;
    SigpipeBlock& operator=(const SigpipeBlock&) = delete;
    ~SigpipeBlock()
    {
        const int saved = errno;
        const timespec now{};
        if (saved == EPIPE && !alreadyPending_)
            sigtimedwait(&pipe_, nullptr, &now);
        pthread_sigmask(SIG_SETMASK, &old_, nullptr);
        errno = saved;
    }

private:
    sigset_t pipe_;
    sigset_t old_;
    bool alreadyPending_ = false;
};

ssize_t writeQuietly(int fd, std::span<const std::byte> bytes)
{
    const SigpipeBlock block;
    errno = 0;
    return ::write(fd, bytes.data(), bytes.size());
}

bool isRegularFile(int fd)
{
    struct stat status;
    return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

OutputFile::OutputFile(UniqueFd fd, std::string path, bool regular)
    : fd_(std::move(fd)), path_(std::move(path)), regular_(regular)
{
}

OutputFile OutputFile::adopt(UniqueFd fd, std::string path)
{
    const bool regular = isRegularFile(fd.get());
    return OutputFile(std::move(fd), std::move(path), regular);
}

Result<OutputFile> OutputFile::create(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666));
    if (!fd)
        return fail(errno == ENOSPC || errno == EDQUOT ? ErrorCode::NoSpace : ErrorCode::OpenFailed,
                    errno, path);
    OutputFile file = adopt(std::move(fd), path);
    file.named_ = file.regular_;
    return file;
}

Result<OutputFile> OutputFile::standardOutput()
{
    UniqueFd fd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!fd)
        return fail(ErrorCode::OpenFailed, errno, "stdout");
    return adopt(std::move(fd), "stdout");
}

Result<void> OutputFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = regular_ ? ::write(fd_.get(), bytes.data(), bytes.size())
                                   : writeQuietly(fd_.get(), bytes);
        if (n >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(n));
        else if (errno == EAGAIN) {
            if (auto waited = waitWritable(); !waited)
                return waited;
        } else if (errno != EINTR)
            return failed();
    }
    return {};
}

Result<void> OutputFile::overwrite(Bytes offset, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::pwrite(fd_.get(), bytes.data(), bytes.size(), offset.value);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed();
        bytes = bytes.subspan(static_cast<std::size_t>(n));
        offset += Bytes(n);
    }
    return {};
}

Result<void> OutputFile::truncate(Bytes size)
{
    if (::ftruncate(fd_.get(), size.value) != 0 || ::lseek(fd_.get(), size.value, SEEK_SET) < 0)
        return failed();
    return {};
}

Result<void> OutputFile::checkLinked() const
{
    struct stat status;
    if (::fstat(fd_.get(), &status) != 0)
        return failed();
    if (named_ && status.st_nlink == 0)
        return fail(ErrorCode::WriteFailed, ENOENT, path_);
    return {};
}

std::unexpected<Error> OutputFile::failed() const
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorCode::NoSpace : ErrorCode::WriteFailed, errno, path_);
}

Result<void> OutputFile::waitWritable() const
{
    pollfd waiting{fd_.get(), POLLOUT, 0};
    if (::poll(&waiting, 1, -1) < 0 && errno != EINTR)
        return failed();
    return {};
}

}  // namespace dsproxy
