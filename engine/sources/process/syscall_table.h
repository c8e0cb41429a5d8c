// SPDX-License-Identifier: GPL-2.0-or-later
/// Which system calls are trapped, and by which of their arguments.
#pragma once

#include "engine/sources/process/trapped.h"

#include <span>

namespace dsproxy::process {

/// When a call of this number is ours to look at. Everything else costs the program nothing.
/// With Reach::AllPaths a call that is here for its path is looked at whatever it is relative to.
enum class When : std::uint8_t {
    Always,
    Thorough,     ///< path calls that compilers and tree walkers make by the thousand
    Cwd,          ///< argument 0 is AT_FDCWD
    Device,       ///< argument 0 is in the device range
    CwdOrFile,    ///< ... or a file, not a directory, is opened below a real directory
    CwdOrFollow,  ///< ... or a stat() that follows links; or argument 0 is in the device range
    Device01,     ///< argument 0 or 1 is in the range
    Device02,
    Device4,
    Overlap,      ///< arguments 0..1 are a range of numbers that meets ours
    IoctlOfOurs,  ///< argument 0 in the range, or a request of the sound types
};

struct Syscall {
    std::uint16_t number;
    Call call;
    When when;
};

struct Architecture {
    std::uint32_t audit;  ///< AUDIT_ARCH_
    Abi abi;
    std::span<const Syscall> calls;  ///< hot ones first: the filter compares in this order
};

/// Every architecture that a program on this machine can use.
std::span<const Architecture> architectures();

/// The trapped call behind a number; Call::None when it is not ours.
Call callOf(std::uint32_t audit, int number, Abi& abi);

}  // namespace dsproxy::process
