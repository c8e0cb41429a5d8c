// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/task.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <format>

namespace dsproxy::process {

namespace {

constexpr std::size_t piecesMax = 1024;  // UIO_MAXIOV

std::string readFile(const std::string& path)
{
    std::string text(4096, '\0');
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const ssize_t got = file ? ::read(file.get(), text.data(), text.size()) : 0;
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return text;
}

std::string readLink(const std::string& path)
{
    std::string target(PATH_MAX, '\0');
    const ssize_t got = ::readlink(path.c_str(), target.data(), target.size());
    target.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return target;
}

/// The hexadecimal number behind "NAME:\t" in a status file.
std::uint64_t hexField(const std::string& status, const char* name)
{
    const std::size_t at = status.find(name);
    if (at == std::string::npos)
        return 0;
    std::uint64_t value = 0;
    const char* first = status.data() + at + std::strlen(name);
    std::from_chars(first, status.data() + status.size(), value, 16);
    return value;
}

std::vector<iovec> remoteVector(std::span<const Piece> pieces)
{
    std::vector<iovec> vector;
    for (const Piece& piece : pieces.first(std::min(pieces.size(), piecesMax)))
        vector.push_back({reinterpret_cast<void*>(piece.address), piece.bytes});
    return vector;
}

std::vector<iovec> localVector(std::span<const std::span<std::byte>> spans)
{
    std::vector<iovec> vector;
    for (const auto& span : spans)
        if (!span.empty())
            vector.push_back({span.data(), span.size()});
    return vector;
}

/// ESRCH: the task is gone, so the answer goes nowhere anyway.
int faultOf(int error)
{
    return error == EPERM ? EPERM : EFAULT;
}

}  // namespace

std::expected<void, int> Task::read(Address from, std::span<std::byte> to) const
{
    const iovec local{to.data(), to.size()};
    const iovec remote{reinterpret_cast<void*>(from), to.size()};
    const ssize_t got = ::process_vm_readv(tid_, &local, 1, &remote, 1, 0);
    if (got == static_cast<ssize_t>(to.size()))
        return {};
    return std::unexpected(got < 0 ? faultOf(errno) : EFAULT);
}

std::expected<void, int> Task::write(Address to, std::span<const std::byte> from) const
{
    const iovec local{const_cast<std::byte*>(from.data()), from.size()};
    const iovec remote{reinterpret_cast<void*>(to), from.size()};
    const ssize_t put = ::process_vm_writev(tid_, &local, 1, &remote, 1, 0);
    if (put == static_cast<ssize_t>(from.size()))
        return {};
    return std::unexpected(put < 0 ? faultOf(errno) : EFAULT);
}

std::expected<std::size_t, int> Task::readSome(std::span<const Piece> from,
                                               std::span<const std::span<std::byte>> to) const
{
    const auto remote = remoteVector(from);
    const auto local = localVector(to);
    const ssize_t got =
        ::process_vm_readv(tid_, local.data(), local.size(), remote.data(), remote.size(), 0);
    if (got <= 0)
        return std::unexpected(got < 0 ? faultOf(errno) : EFAULT);
    return static_cast<std::size_t>(got);
}

std::expected<std::size_t, int> Task::writeSome(std::span<const Piece> to,
                                                std::span<const std::span<std::byte>> from) const
{
    const auto remote = remoteVector(to);
    const auto local = localVector(from);
    const ssize_t put =
        ::process_vm_writev(tid_, local.data(), local.size(), remote.data(), remote.size(), 0);
    if (put <= 0)
        return std::unexpected(put < 0 ? faultOf(errno) : EFAULT);
    return static_cast<std::size_t>(put);
}

std::expected<std::string, int> Task::readPath(Address from) const
{
    // Page by page: a string may end right before an unmapped page.
    constexpr std::size_t page = 4096;
    std::string path;
    std::array<std::byte, page> buffer;
    while (path.size() < PATH_MAX) {
        // Most paths are short: do not copy a page for them.
        const std::size_t limit = path.empty() ? 256 : page;
        const std::size_t bytes = std::min(limit, page - from % page);
        if (auto got = read(from, std::span(buffer).first(bytes)); !got)
            return std::unexpected(got.error());
        const auto* text = reinterpret_cast<const char*>(buffer.data());
        const std::size_t length = ::strnlen(text, bytes);
        path.append(text, length);
        if (length < bytes)
            return path;
        from += bytes;
    }
    return std::unexpected(ENAMETOOLONG);
}

std::expected<std::vector<Piece>, int> Task::readVector(Address from, std::uint64_t count,
                                                        Abi abi) const
{
    if (count > piecesMax)
        return std::unexpected(EINVAL);
    std::vector<Piece> pieces;
    std::size_t total = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        Piece piece{};
        if (abi == Abi::I386) {
            const auto entry = readValue<std::array<std::uint32_t, 2>>(from + i * 8);
            if (!entry)
                return std::unexpected(entry.error());
            piece = {(*entry)[0], (*entry)[1]};
        } else {
            const auto entry = readValue<std::array<std::uint64_t, 2>>(from + i * 16);
            if (!entry)
                return std::unexpected(entry.error());
            piece = {(*entry)[0], (*entry)[1]};
        }
        total += piece.bytes;
        if (piece.bytes > INT_MAX || total > INT_MAX)
            return std::unexpected(EINVAL);
        pieces.push_back(piece);
    }
    return pieces;
}

std::optional<FileIdentity> Task::fileAt(int number) const
{
    struct stat status;
    const std::string path = std::format("/proc/{}/fd/{}", tid_, number);
    if (::stat(path.c_str(), &status) < 0)
        return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

bool Task::isFree(int number) const
{
    struct stat status;
    const std::string path = std::format("/proc/{}/fd/{}", tid_, number);
    return ::lstat(path.c_str(), &status) < 0;
}

std::string Task::comm() const
{
    std::string name = readFile(std::format("/proc/{}/comm", tid_));
    if (!name.empty() && name.back() == '\n')
        name.pop_back();
    return name;
}

std::string Task::cwd() const
{
    return readLink(std::format("/proc/{}/cwd", tid_));
}

std::string Task::executable() const
{
    std::string path = readLink(std::format("/proc/{}/exe", tid_));
    constexpr std::string_view deleted = " (deleted)";
    if (path.ends_with(deleted))
        path.resize(path.size() - deleted.size());
    return path;
}

std::string Task::status() const
{
    return readFile(std::format("/proc/{}/status", tid_));
}

pid_t Task::process() const
{
    const std::string text = status();
    const std::size_t at = text.find("Tgid:\t");
    pid_t process = tid_;
    if (at != std::string::npos)
        std::from_chars(text.data() + at + 6, text.data() + text.size(), process);
    return process;
}

uid_t Task::uid() const
{
    const std::string text = status();
    const std::size_t at = text.find("Uid:\t");
    uid_t real, effective, saved, files;
    if (at == std::string::npos ||
        std::sscanf(text.c_str() + at, "Uid: %u %u %u %u", &real, &effective, &saved, &files) != 4)
        return ::geteuid();
    return files;
}

Task::Pending Task::pendingSignal() const
{
    const std::string text = status();
    const std::uint64_t open = ~hexField(text, "SigBlk:\t");
    const std::uint64_t own = hexField(text, "SigPnd:\t") & open;
    const std::uint64_t shared = hexField(text, "ShdPnd:\t") & open;
    const bool caught = ((own | shared) & hexField(text, "SigCgt:\t")) != 0;
    const bool alone = hexField(text, "Threads:\t") == 1;
    return {own != 0 || (alone && shared != 0), !alone && shared != 0, caught};
}

UniqueFd Task::take(int number) const
{
    const UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, process(), 0)));
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd.get(), number, 0)));
}

}  // namespace dsproxy::process
