// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy run`: starts a program with a virtual /dev/dsp and stays until it has ended.
#pragma once

#include <span>

namespace dsproxy::cli {

struct RunOptions;

/// Does what OPTIONS say. Returns the exit code: the program's own, or as a shell has it (126, 127,
/// 128 + signal).
int runProgram(const RunOptions& options);

/// The arguments that follow `dsproxy run`. Returns the exit code.
int runMain(std::span<char*> args);

}  // namespace dsproxy::cli
