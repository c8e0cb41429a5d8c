// SPDX-License-Identifier: GPL-2.0-or-later
/// Changes of the rules file. Each either is made as a whole or leaves the file as it was.
#pragma once

#include "cli/rules/options.h"

namespace dsproxy::cli {

/// `add`, `remove` and `erase`. Returns the exit code.
int editRules(const RulesOptions& options);

}  // namespace dsproxy::cli
