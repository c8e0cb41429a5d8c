// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy tag`: shows and changes the tags of recordings.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments after the word. Returns the exit code.
int tagMain(std::span<char*> args);

}  // namespace dsproxy::cli
