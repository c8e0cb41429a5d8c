// SPDX-License-Identifier: GPL-2.0-or-later
/// The process behind `dsproxy run` that serves the device and records.
#pragma once

#include "cli/run/options.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/in_flight.h"
#include "engine/sources/process/number_range.h"

namespace dsproxy::cli {

/// Starts the program, serves it until nothing of it is left, and tells the keeper how it ended.
void supervise(const RunOptions& options, UniqueFd keeper, process::InFlight& in_flight,
               process::NumberRange range);

}  // namespace dsproxy::cli
