// SPDX-License-Identifier: GPL-2.0-or-later
/// The BPF program that picks the calls we want to see.
#pragma once

#include "engine/sources/process/number_range.h"

#include <linux/filter.h>

#include <vector>

namespace dsproxy::process {

/// Calls of the table become notifications, everything else (other architectures too) runs free.
std::vector<sock_filter> makeFilter(NumberRange range);

}  // namespace dsproxy::process
