// SPDX-License-Identifier: GPL-2.0-or-later
/// The filter is run here as the kernel runs it, on calls made up for each rule.
#include "engine/sources/process/filter.h"
#include "engine/sources/process/syscall_table.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/seccomp.h>

#include <cstring>
#include <random>

namespace {

using namespace dsproxy::process;

const NumberRange range{900, 1023};

/// Classic BPF, the instructions that the filter uses.
std::uint32_t run(const std::vector<sock_filter>& program, const seccomp_data& data)
{
    std::uint32_t accumulator = 0;
    for (std::size_t at = 0; at < program.size(); ++at) {
        const sock_filter& step = program[at];
        switch (step.code) {
        case BPF_LD | BPF_W | BPF_ABS:
            std::memcpy(&accumulator, reinterpret_cast<const char*>(&data) + step.k, 4);
            break;
        case BPF_ALU | BPF_RSH | BPF_K:
            accumulator >>= step.k;
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            accumulator &= step.k;
            break;
        case BPF_JMP | BPF_JA:
            at += step.k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            at += accumulator == step.k ? step.jt : step.jf;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            at += accumulator >= step.k ? step.jt : step.jf;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            at += accumulator > step.k ? step.jt : step.jf;
            break;
        case BPF_JMP | BPF_JSET | BPF_K:
            at += (accumulator & step.k) != 0 ? step.jt : step.jf;
            break;
        case BPF_RET | BPF_K:
            return step.k;
        default:
            ADD_FAILURE() << "unknown instruction " << step.code;
            return 0;
        }
    }
    ADD_FAILURE() << "ran off the end";
    return 0;
}

bool device(const seccomp_data& data, std::size_t argument)
{
    return range.contains(static_cast<int>(data.args[argument]));
}

/// What the table's rule says, in plain words.
bool expected(const Syscall& call, const seccomp_data& data, Reach reach)
{
    const bool all = reach == Reach::AllPaths;
    const bool cwd = static_cast<int>(data.args[0]) == AT_FDCWD;
    const auto letter = static_cast<char>(data.args[1] >> 8);
    const auto low = static_cast<unsigned>(data.args[0]);
    const auto high = static_cast<unsigned>(data.args[1]);
    const std::uint64_t flags = data.args[call.call == Call::Statx ? 2 : 3];
    switch (call.when) {
    case When::Always:
        return true;
    case When::Thorough:
        return all;
    case When::Cwd:
        return cwd || all;
    case When::CwdOrFile:
        return cwd || (data.args[2] & O_DIRECTORY) == 0;
    case When::CwdOrFollow:
        return cwd || device(data, 0) ||
               (flags & (all ? AT_EMPTY_PATH : AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) == 0;
    case When::Device:
        return device(data, 0);
    case When::Device01:
        return device(data, 0) || device(data, 1);
    case When::Device02:
        return device(data, 0) || device(data, 2);
    case When::Device4:
        return device(data, 4);
    case When::Overlap:
        return low <= static_cast<unsigned>(range.last) &&
               high >= static_cast<unsigned>(range.first);
    case When::IoctlOfOurs:
        return device(data, 0) || letter == 'P' || letter == 'M' || letter == 'X' || letter == 'Y';
    }
    return false;
}

seccomp_data randomCall(std::mt19937& random, std::uint32_t audit, int number)
{
    static constexpr std::uint64_t likely[] = {
        0,      1,      899,    900,    950,    1023,        1024,  0xffffff9c, 0xffffffff,
        0x5401, 0x5002, 0x4d00, 0x580c, 0x5902, O_DIRECTORY, 0x100, 0x1000,     0xffffffffffffff9c};
    seccomp_data data{};
    data.arch = audit;
    data.nr = number;
    for (auto& argument : data.args)
        argument = random() % 4 == 0 ? random() : likely[random() % std::size(likely)];
    return data;
}

class Filters : public testing::TestWithParam<Reach> {};

TEST_P(Filters, followTheTableForEveryCallAndArgument)
{
    const auto program = makeFilter(range, GetParam());
    ASSERT_LE(program.size(), std::size_t{BPF_MAXINSNS});
    std::mt19937 random(1);
    for (const Architecture& architecture : architectures())
        for (const Syscall& call : architecture.calls)
            for (int i = 0; i < 2000; ++i) {
                const auto data = randomCall(random, architecture.audit, call.number);
                const bool trapped = run(program, data) == SECCOMP_RET_USER_NOTIF;
                ASSERT_EQ(trapped, expected(call, data, GetParam())) << "call " << call.number;
            }
}

TEST_P(Filters, letEverythingElseRunFree)
{
    const auto program = makeFilter(range, GetParam());
    std::mt19937 random(2);
    Abi abi;
    for (const std::uint32_t audit : std::initializer_list<std::uint32_t>{
             AUDIT_ARCH_X86_64, AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64})
        for (int number = 0; number < 600; ++number) {
            if (callOf(audit, number, abi) != Call::None)
                continue;
            EXPECT_EQ(run(program, randomCall(random, audit, number)), SECCOMP_RET_ALLOW) << number;
        }
}

INSTANTIATE_TEST_SUITE_P(Reach, Filters, testing::Values(Reach::Usual, Reach::AllPaths));

}  // namespace
