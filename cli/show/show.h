// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy show`: what is in a capture file.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments that follow `dsproxy show`. Returns the exit code.
int showMain(std::span<char*> args);

}  // namespace dsproxy::cli
