// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy rules`: shows and changes the rules for programs.
#pragma once

#include <span>

namespace dsproxy::cli {

/// The arguments that follow `dsproxy rules`. Returns the exit code: 1 when something is wrong
/// with the file or it has no such rule.
int rulesMain(std::span<char*> args);

}  // namespace dsproxy::cli
