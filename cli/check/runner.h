// SPDX-License-Identifier: GPL-2.0-or-later
/// Runs one case in a process of its own, and ends it when it hangs.
#pragma once

#include "case.h"
#include "report.h"

#include <string>

namespace dsproxy::check {

struct Outcome {
    bool passed = false;
    std::string skipReason;  ///< not empty: skipped
    std::string yaml;        ///< failures, one list item each
    double seconds = 0;
};

Outcome runCase(const Case& c);

}  // namespace dsproxy::check
