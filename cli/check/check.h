// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy check`: an OSS conformance suite for any /dev/dsp, real or virtual. Prints TAP 14.
#pragma once

#include <span>

namespace dsproxy::check {

/// The arguments that follow `dsproxy check`. Returns the exit code: 0 all pass, 1 not, 2 usage.
int checkMain(std::span<char*> args);

}  // namespace dsproxy::check
