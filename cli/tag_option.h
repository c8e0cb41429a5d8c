// SPDX-License-Identifier: GPL-2.0-or-later
/// --tag KEY=VALUE, which several subcommands take.
#pragma once

#include "cli/option_parser.h"
#include "engine/sinks/tags.h"

namespace dsproxy::cli {

/// The last one of a key counts.
Checked putTag(Tags& tags, std::string_view text);

}  // namespace dsproxy::cli
