// SPDX-License-Identifier: GPL-2.0-or-later
/// All words that `dsproxy` understands, in the order in which help lists them.
#pragma once

#include "cli/subcommand.h"

namespace dsproxy::cli {

std::span<const Subcommand> subcommands();

}  // namespace dsproxy::cli
