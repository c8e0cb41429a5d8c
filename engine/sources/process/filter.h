// SPDX-License-Identifier: GPL-2.0-or-later
/// The BPF program that picks the calls we want to see.
#pragma once

#include "engine/sources/process/number_range.h"

#include <linux/filter.h>

#include <vector>

namespace dsproxy::process {

/// Each trapped call costs the program some microseconds.
enum class Reach {
    Usual,     ///< path calls that name devices in ordinary programs
    AllPaths,  ///< all path calls: realpath(3), and lstat() below a directory's descriptor
};

/// Calls of the table become notifications, everything else (other architectures too) runs free.
std::vector<sock_filter> makeFilter(NumberRange range, Reach reach);

}  // namespace dsproxy::process
