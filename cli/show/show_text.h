// SPDX-License-Identifier: GPL-2.0-or-later
/// A summary for people and for programs.
#pragma once

#include "cli/show/summary.h"

#include <string>

namespace dsproxy::cli {

/// Lines for a terminal; FILE is the name of the file.
std::string showText(const Summary& summary, const std::string& file);

/// One JSON object, with a newline.
std::string showJson(const Summary& summary, const std::string& file);

}  // namespace dsproxy::cli
