// SPDX-License-Identifier: GPL-2.0-or-later
/// Text in columns.
#pragma once

#include <string>
#include <vector>

namespace dsproxy::cli {

/// Each column as wide as its widest cell, two spaces between; no space at the end of a line.
/// Widths count characters, not bytes.
std::string tableText(const std::vector<std::vector<std::string>>& rows);

}  // namespace dsproxy::cli
