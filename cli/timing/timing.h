// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy timing`: how evenly a program writes, and its device plays.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments that follow `dsproxy timing`. Returns the exit code.
int timingMain(std::span<char*> args);

}  // namespace dsproxy::cli
