// SPDX-License-Identifier: GPL-2.0-or-later
/// A system call of the program that the kernel holds until we answer it.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>

namespace dsproxy::process {

/// What a trapped call is about; the same for every architecture.
enum class Call : std::uint8_t {
    None,
    // by path
    Open,
    Openat,
    Openat2,
    Creat,
    Stat,
    Lstat,
    Fstatat,
    Statx,
    Access,
    Faccessat,
    Readlink,
    Readlinkat,
    Getxattr,
    Listxattr,
    Execve,
    Execveat,
    // by descriptor number
    Read,
    Readv,
    Pread,
    Preadv,
    Preadv2,
    Write,
    Writev,
    Pwrite,
    Pwritev,
    Pwritev2,
    Close,
    CloseRange,
    ExitGroup,
    Dup,
    Dup2,
    Dup3,
    Fcntl,
    Fstat,
    Ioctl,
    Mmap,
    OldMmap,
    NotSeekable,
    NotSyncable,
    NotSpliceable,
    NotSocket,
    SocketCall,
};

/// How the program's kernel interface lays out structures and numbers.
enum class Abi : std::uint8_t { X86_64, I386 };

struct Trapped {
    std::uint64_t id;  ///< the kernel's cookie for the answer
    pid_t tid;
    Call call;
    Abi abi;
    std::array<std::uint64_t, 6> args;

    int fd(std::size_t argument = 0) const { return static_cast<int>(args[argument]); }
};

/// What the program gets.
struct Reply {
    enum class Kind : std::uint8_t {
        Value,     ///< the call returns value
        Errno,     ///< the call fails with errno value
        Continue,  ///< the kernel executes the call as if we were not there
        Answered,  ///< already answered together with a new descriptor
        Waiting,   ///< will be answered later
    };
    Kind kind;
    std::int64_t value = 0;

    static Reply success(std::int64_t value = 0) { return {Kind::Value, value}; }
    static Reply error(int number) { return {Kind::Errno, number}; }
    static Reply passOn() { return {Kind::Continue, 0}; }
    static Reply answered() { return {Kind::Answered, 0}; }
    static Reply waiting() { return {Kind::Waiting, 0}; }
};

}  // namespace dsproxy::process
