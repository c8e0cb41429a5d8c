// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy replay`: what a capture file holds, into any sink.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments that follow `dsproxy replay`. Returns the exit code.
int replayMain(std::span<char*> args);

}  // namespace dsproxy::cli
