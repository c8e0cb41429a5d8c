// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/filter.h"

#include "engine/sources/process/syscall_table.h"

#include <fcntl.h>
#include <linux/seccomp.h>

#include <cstddef>

namespace dsproxy::process {

namespace {

constexpr sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
constexpr sock_filter notify = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);

constexpr sock_filter load(std::size_t offset)
{
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

/// Descriptors and requests are ints: the low half of a little-endian argument.
constexpr sock_filter loadArgument(std::size_t index)
{
    return load(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

constexpr sock_filter jump(int test, std::uint32_t k, std::size_t yes, std::size_t no)
{
    return BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), k,
                    static_cast<std::uint8_t>(yes), static_cast<std::uint8_t>(no));
}

using Program = std::vector<sock_filter>;

void append(Program& program, const Program& more)
{
    program.insert(program.end(), more.begin(), more.end());
}

/// Notifies when the argument is in the range, else falls through.
Program notifyIfDevice(std::size_t argument, NumberRange range)
{
    return {loadArgument(argument), jump(BPF_JGE, static_cast<std::uint32_t>(range.first), 0, 2),
            jump(BPF_JGT, static_cast<std::uint32_t>(range.last), 1, 0), notify};
}

Program notifyIfCwd()
{
    return {loadArgument(0), jump(BPF_JEQ, static_cast<std::uint32_t>(AT_FDCWD), 0, 1), notify};
}

Program notifyUnless(std::size_t flags_argument, int flags)
{
    return {loadArgument(flags_argument), jump(BPF_JSET, static_cast<std::uint32_t>(flags), 1, 0),
            notify};
}

Program notifyIfOverlap(NumberRange range)
{
    return {loadArgument(0), jump(BPF_JGT, static_cast<std::uint32_t>(range.last), 3, 0),
            loadArgument(1), jump(BPF_JGE, static_cast<std::uint32_t>(range.first), 0, 1), notify};
}

/// 'P' and 'M' of OSS v3, 'X' and 'Y' of v4; other requests only on our own numbers.
Program notifyIfSoundRequest()
{
    return {loadArgument(1),
            BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 8),
            BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
            jump(BPF_JEQ, 'P', 3, 0),
            jump(BPF_JEQ, 'M', 2, 0),
            jump(BPF_JEQ, 'X', 1, 0),
            jump(BPF_JEQ, 'Y', 0, 1),
            notify};
}

/// What calls are left free for: `find` and its kin walk trees by them.
int spared(const Syscall& call, Reach reach)
{
    if (call.when == When::CwdOrFile)
        return O_DIRECTORY;
    return reach == Reach::AllPaths ? AT_EMPTY_PATH : AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
}

Program test(const Syscall& call, NumberRange range, Reach reach)
{
    Program program;
    switch (call.when) {
    case When::Always:
        return {notify};
    case When::Thorough:
        return {reach == Reach::AllPaths ? notify : allow};
    case When::Cwd:
        return reach == Reach::AllPaths ? Program{notify} : notifyIfCwd();
    case When::Device:
        return notifyIfDevice(0, range);
    case When::CwdOrFile:
        program = notifyIfCwd();
        append(program, notifyUnless(2, spared(call, reach)));
        return program;
    case When::CwdOrFollow:
        program = notifyIfCwd();
        append(program, notifyIfDevice(0, range));
        append(program, notifyUnless(call.call == Call::Statx ? 2 : 3, spared(call, reach)));
        return program;
    case When::Device01:
        program = notifyIfDevice(0, range);
        append(program, notifyIfDevice(1, range));
        return program;
    case When::Device02:
        program = notifyIfDevice(0, range);
        append(program, notifyIfDevice(2, range));
        return program;
    case When::Device4:
        return notifyIfDevice(4, range);
    case When::Overlap:
        return notifyIfOverlap(range);
    case When::IoctlOfOurs:
        program = notifyIfSoundRequest();
        append(program, notifyIfDevice(0, range));
        return program;
    }
    return {allow};
}

Program branch(const Architecture& architecture, NumberRange range, Reach reach)
{
    Program program{load(offsetof(seccomp_data, nr))};
    for (const Syscall& call : architecture.calls) {
        Program body = test(call, range, reach);
        body.push_back(allow);
        program.push_back(jump(BPF_JEQ, call.number, 0, body.size()));
        append(program, body);
    }
    program.push_back(allow);
    return program;
}

}  // namespace

std::vector<sock_filter> makeFilter(NumberRange range, Reach reach)
{
    Program program;
    for (const Architecture& architecture : architectures()) {
        const Program calls = branch(architecture, range, reach);
        program.push_back(load(offsetof(seccomp_data, arch)));
        program.push_back(jump(BPF_JEQ, architecture.audit, 1, 0));
        // A conditional jump reaches 255 instructions only; this one reaches any distance.
        program.push_back(BPF_STMT(BPF_JMP | BPF_JA, static_cast<std::uint32_t>(calls.size())));
        append(program, calls);
    }
    program.push_back(allow);
    return program;
}

}  // namespace dsproxy::process
