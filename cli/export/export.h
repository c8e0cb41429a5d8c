// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy export`: sound files become files of another kind.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments after the word. Returns the exit code.
int exportMain(std::span<char*> args);

}  // namespace dsproxy::cli
