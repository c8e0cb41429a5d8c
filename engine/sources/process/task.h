// SPDX-License-Identifier: GPL-2.0-or-later
/// A task of the program, seen from outside: its memory, its descriptors, its pending signals.
#pragma once

#include "engine/base/unique_fd.h"
#include "engine/sources/process/trapped.h"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::process {

/// An address in the program's memory.
using Address = std::uint64_t;

/// A piece of the program's memory, as an iovec names it.
struct Piece {
    Address address;
    std::size_t bytes;
};

/// What tells one open file from another, whatever its number.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    auto operator<=>(const FileIdentity&) const = default;
};

/// Valid as long as the trapped call is: check Listener::valid() after reading, before acting.
class Task {
public:
    explicit Task(pid_t tid) : tid_(tid) {}
    pid_t tid() const { return tid_; }

    /// Errors are errno values the program gets: EFAULT, or EPERM when it may not be read.
    std::expected<void, int> read(Address from, std::span<std::byte> to) const;
    std::expected<void, int> write(Address to, std::span<const std::byte> from) const;
    /// As many bytes as can be read before the first unmapped one; EFAULT when there is none.
    std::expected<std::size_t, int> readSome(std::span<const Piece> from,
                                             std::span<const std::span<std::byte>> to) const;
    std::expected<std::size_t, int> writeSome(std::span<const Piece> to,
                                              std::span<const std::span<std::byte>> from) const;
    std::expected<std::string, int> readPath(Address from) const;
    std::expected<std::vector<Piece>, int> readVector(Address from, std::uint64_t count,
                                                      Abi abi) const;
    template <class T> std::expected<T, int> readValue(Address from) const
    {
        T value;
        if (auto done = read(from, std::as_writable_bytes(std::span(&value, 1))); !done)
            return std::unexpected(done.error());
        return value;
    }

    std::optional<FileIdentity> fileAt(int number) const;
    bool isFree(int number) const;
    std::string comm() const;
    /// The path of what it executes, links followed; empty when it may not be known.
    std::string executable() const;
    std::string cwd() const;
    pid_t process() const;
    /// Whose files it opens; the supervisor's own when it may not be known.
    uid_t uid() const;
    /// A signal waits that this task would act on now: for it alone (or it is the only thread of
    /// its process), or for any thread. Caught: a handler will run.
    struct Pending {
        bool mine = false;
        bool shared = false;
        bool caught = false;
    };
    Pending pendingSignal() const;
    /// A duplicate of one of its descriptors, in our table.
    UniqueFd take(int number) const;

private:
    std::string status() const;
    pid_t tid_;
};

}  // namespace dsproxy::process
