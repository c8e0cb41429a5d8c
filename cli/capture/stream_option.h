// SPDX-License-Identifier: GPL-2.0-or-later
/// --stream N, of the commands that read capture files.
#pragma once

#include "cli/option_parser.h"

#include <cstdint>
#include <optional>

namespace dsproxy::cli {

/// Its value goes to STREAM, which must outlive the row.
Option streamOption(std::optional<std::uint32_t>& stream);

}  // namespace dsproxy::cli
