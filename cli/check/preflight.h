// SPDX-License-Identifier: GPL-2.0-or-later
/// Is there an OSS device at all?
#pragma once

#include <string>

namespace dsproxy::check {

/// Empty: go on. Otherwise why the suite makes no sense here, and what to do.
std::string whyNotReady();

}  // namespace dsproxy::check
