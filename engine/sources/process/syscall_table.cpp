// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/syscall_table.h"

#include <linux/audit.h>

#include <algorithm>
#include <array>

namespace dsproxy::process {

namespace {

constexpr Syscall x86_64[] = {
    {0, Call::Read, When::Device},
    {1, Call::Write, When::Device},
    {3, Call::Close, When::Device},
    {16, Call::Ioctl, When::IoctlOfOurs},
    {257, Call::Openat, When::CwdOrFile},
    {262, Call::Fstatat, When::CwdOrFollow},
    {5, Call::Fstat, When::Device},
    {9, Call::Mmap, When::Device4},
    {72, Call::Fcntl, When::Device},
    {8, Call::NotSeekable, When::Device},  // lseek
    {20, Call::Writev, When::Device},
    {19, Call::Readv, When::Device},
    {2, Call::Open, When::Always},
    {4, Call::Stat, When::Always},
    {6, Call::Lstat, When::Always},
    {21, Call::Access, When::Always},
    {332, Call::Statx, When::CwdOrFollow},
    {89, Call::Readlink, When::Thorough},
    {267, Call::Readlinkat, When::Cwd},
    {269, Call::Faccessat, When::Always},
    {439, Call::Faccessat, When::Always},  // faccessat2
    {437, Call::Openat2, When::Always},
    {85, Call::Creat, When::Always},
    {191, Call::Getxattr, When::Always},
    {192, Call::Getxattr, When::Always},   // lgetxattr
    {194, Call::Listxattr, When::Always},
    {195, Call::Listxattr, When::Always},  // llistxattr
    {59, Call::Execve, When::Always},
    {322, Call::Execveat, When::Always},
    {32, Call::Dup, When::Device},
    {33, Call::Dup2, When::Device01},
    {292, Call::Dup3, When::Device01},
    {436, Call::CloseRange, When::Overlap},
    {231, Call::ExitGroup, When::Always},
    {17, Call::Pread, When::Device},
    {18, Call::Pwrite, When::Device},
    {295, Call::Preadv, When::Device},
    {296, Call::Pwritev, When::Device},
    {327, Call::Preadv2, When::Device},
    {328, Call::Pwritev2, When::Device},
    {40, Call::NotSpliceable, When::Device01},   // sendfile
    {275, Call::NotSpliceable, When::Device02},  // splice
    {276, Call::NotSpliceable, When::Device01},  // tee
    {278, Call::NotSpliceable, When::Device},    // vmsplice
    {326, Call::NotSpliceable, When::Device02},  // copy_file_range
    {74, Call::NotSyncable, When::Device},       // fsync
    {75, Call::NotSyncable, When::Device},       // fdatasync
    {277, Call::NotSyncable, When::Device},      // sync_file_range
    {77, Call::NotSyncable, When::Device},       // ftruncate
    {285, Call::NotSyncable, When::Device},      // fallocate
    {42, Call::NotSocket, When::Device},         // connect
    {44, Call::NotSocket, When::Device},         // sendto
    {45, Call::NotSocket, When::Device},         // recvfrom
    {46, Call::NotSocket, When::Device},         // sendmsg
    {47, Call::NotSocket, When::Device},         // recvmsg
    {48, Call::NotSocket, When::Device},         // shutdown
    {51, Call::NotSocket, When::Device},         // getsockname
    {52, Call::NotSocket, When::Device},         // getpeername
    {54, Call::NotSocket, When::Device},         // setsockopt
    {55, Call::NotSocket, When::Device},         // getsockopt
};

constexpr Syscall i386[] = {
    {3, Call::Read, When::Device},
    {4, Call::Write, When::Device},
    {6, Call::Close, When::Device},
    {54, Call::Ioctl, When::IoctlOfOurs},
    {295, Call::Openat, When::CwdOrFile},
    {300, Call::Fstatat, When::CwdOrFollow},
    {197, Call::Fstat, When::Device},
    {192, Call::Mmap, When::Device4},
    {221, Call::Fcntl, When::Device},  // fcntl64
    {55, Call::Fcntl, When::Device},
    {19, Call::NotSeekable, When::Device},   // lseek
    {140, Call::NotSeekable, When::Device},  // _llseek
    {146, Call::Writev, When::Device},
    {145, Call::Readv, When::Device},
    {5, Call::Open, When::Always},
    {195, Call::Stat, When::Always},   // stat64
    {196, Call::Lstat, When::Always},  // lstat64
    {33, Call::Access, When::Always},
    {383, Call::Statx, When::CwdOrFollow},
    {85, Call::Readlink, When::Thorough},
    {305, Call::Readlinkat, When::Cwd},
    {307, Call::Faccessat, When::Always},
    {439, Call::Faccessat, When::Always},
    {437, Call::Openat2, When::Always},
    {8, Call::Creat, When::Always},
    {229, Call::Getxattr, When::Always},
    {230, Call::Getxattr, When::Always},   // lgetxattr
    {232, Call::Listxattr, When::Always},
    {233, Call::Listxattr, When::Always},  // llistxattr
    {11, Call::Execve, When::Always},
    {358, Call::Execveat, When::Always},
    {41, Call::Dup, When::Device},
    {63, Call::Dup2, When::Device01},
    {330, Call::Dup3, When::Device01},
    {436, Call::CloseRange, When::Overlap},
    {252, Call::ExitGroup, When::Always},
    {180, Call::Pread, When::Device},
    {181, Call::Pwrite, When::Device},
    {333, Call::Preadv, When::Device},
    {334, Call::Pwritev, When::Device},
    {378, Call::Preadv2, When::Device},
    {379, Call::Pwritev2, When::Device},
    {90, Call::OldMmap, When::Always},
    {187, Call::NotSpliceable, When::Device01},  // sendfile
    {239, Call::NotSpliceable, When::Device01},  // sendfile64
    {313, Call::NotSpliceable, When::Device02},  // splice
    {315, Call::NotSpliceable, When::Device01},  // tee
    {316, Call::NotSpliceable, When::Device},    // vmsplice
    {377, Call::NotSpliceable, When::Device02},  // copy_file_range
    {118, Call::NotSyncable, When::Device},      // fsync
    {148, Call::NotSyncable, When::Device},      // fdatasync
    {314, Call::NotSyncable, When::Device},      // sync_file_range
    {93, Call::NotSyncable, When::Device},       // ftruncate
    {194, Call::NotSyncable, When::Device},      // ftruncate64
    {324, Call::NotSyncable, When::Device},      // fallocate
    {102, Call::SocketCall, When::Always},
    {362, Call::NotSocket, When::Device},        // connect
    {365, Call::NotSocket, When::Device},        // getsockopt
    {366, Call::NotSocket, When::Device},        // setsockopt
    {367, Call::NotSocket, When::Device},        // getsockname
    {368, Call::NotSocket, When::Device},        // getpeername
    {369, Call::NotSocket, When::Device},        // sendto
    {370, Call::NotSocket, When::Device},        // sendmsg
    {371, Call::NotSocket, When::Device},        // recvfrom
    {372, Call::NotSocket, When::Device},        // recvmsg
    {373, Call::NotSocket, When::Device},        // shutdown
};

constexpr std::array table{
    Architecture{AUDIT_ARCH_X86_64, Abi::X86_64, x86_64},
    Architecture{AUDIT_ARCH_I386, Abi::I386, i386},
};

}  // namespace

std::span<const Architecture> architectures()
{
    return table;
}

Call callOf(std::uint32_t audit, int number, Abi& abi)
{
    for (const Architecture& architecture : table) {
        if (architecture.audit != audit)
            continue;
        abi = architecture.abi;
        const auto found = std::ranges::find(architecture.calls, number,
                                             [](const Syscall& s) { return s.number; });
        return found == architecture.calls.end() ? Call::None : found->call;
    }
    return Call::None;
}

}  // namespace dsproxy::process
