// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/readiness.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>
#include <format>

namespace dsproxy::process {

namespace {

/// Two packets of a byte outweigh a quarter of the smallest send buffer: POLLOUT goes.
constexpr int socketFill = 2;

FileIdentity identityOf(int fd)
{
    struct stat status{};
    ::fstat(fd, &status);
    return {status.st_dev, status.st_ino};
}

int put(int fd, int bytes)
{
    int done = 0;
    for (int i = 0; i < bytes; ++i)
        if (::write(fd, "", 1) == 1)
            ++done;
    return done;
}

int unread(int fd)
{
    int bytes = 0;
    ::ioctl(fd, FIONREAD, &bytes);
    return bytes;
}

void setNonblocking(int fd)
{
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

Result<std::array<UniqueFd, 2>> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0)
        return systemError("pipe2");
    ::fcntl(ends[0], F_SETPIPE_SZ, 4096);
    return std::array{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Result<std::array<UniqueFd, 2>> makeSocketPair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return systemError("socketpair");
    const int smallest = 1;
    ::setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &smallest, sizeof smallest);
    return std::array{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

}  // namespace

Result<Readiness::Made> Readiness::create(Mode mode)
{
    auto ends = mode == Mode::Both ? makeSocketPair() : makePipe();
    if (!ends)
        return std::unexpected(ends.error());
    // Of a pipe's ends, [0] reads and [1] writes.
    const std::size_t ours = mode == Mode::Read ? 1 : 0;
    UniqueFd our_end = std::move((*ends)[ours]);
    UniqueFd program_end = std::move((*ends)[1 - ours]);
    setNonblocking(our_end.get());
    const FileIdentity identity = identityOf(program_end.get());
    return Made{Readiness(mode, std::move(our_end), identity), std::move(program_end)};
}

Readiness::Readiness(Mode mode, UniqueFd ours, FileIdentity identity)
    : mode_(mode), ours_(std::move(ours)), identity_(identity), writable_(mode != Mode::Read)
{
}

int Readiness::strayBytes() const
{
    return mode_ == Mode::Read ? 0 : unread(ours_.get()) - filled_;
}

bool Readiness::hungUp() const
{
    pollfd poll{ours_.get(), 0, 0};
    return ::poll(&poll, 1, 0) == 1 && (poll.revents & (POLLHUP | POLLERR)) != 0 &&
           strayBytes() == 0;
}

UniqueFd Readiness::reopen(int flags) const
{
    const std::string path = std::format("/proc/self/fd/{}", ours_.get());
    return UniqueFd(::open(path.c_str(), flags | O_CLOEXEC));
}

UniqueFd Readiness::farEnd(int flags, const ProgramEnd& program_end) const
{
    if (mode_ != Mode::Both)
        return reopen(flags);
    return program_end ? program_end() : UniqueFd();
}

UniqueFd Readiness::another(const ProgramEnd& program_end) const
{
    return farEnd(mode_ == Mode::Write ? O_WRONLY : O_RDONLY, program_end);
}

void Readiness::showWritable(bool writable, const ProgramEnd& program_end)
{
    if (mode_ == Mode::Read || writable == writable_)
        return;
    if (writable) {
        std::array<char, socketFill> bytes;
        [[maybe_unused]] const auto got = ::read(ours_.get(), bytes.data(), filled_);
        filled_ = 0;
    } else if (strayBytes() == 0) {
        const UniqueFd far = farEnd(O_WRONLY | O_NONBLOCK, program_end);
        if (!far)
            return;
        filled_ = put(far.get(), mode_ == Mode::Both ? socketFill : 1);
    } else {
        return;
    }
    writable_ = writable;
}

void Readiness::showReadable(bool readable, const ProgramEnd& program_end)
{
    if (mode_ == Mode::Write || readable == readable_)
        return;
    if (readable) {
        put(ours_.get(), 1);
    } else {
        const UniqueFd far = farEnd(O_RDONLY | O_NONBLOCK, program_end);
        if (!far)
            return;
        // The program may have set its end to block: a socket must not be read to emptiness.
        std::array<char, 1> byte;
        [[maybe_unused]] const auto got = ::read(far.get(), byte.data(), byte.size());
    }
    readable_ = readable;
}

}  // namespace dsproxy::process
