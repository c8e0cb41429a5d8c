// SPDX-License-Identifier: GPL-2.0-or-later
/// Carries one job out.
#pragma once

#include "engine/base/result.h"
#include "engine/export/export_job.h"

#include <stop_token>

namespace dsproxy {

/// Every sample that the target's kind can hold is exactly that of the input. The target appears
/// whole or not at all; the input is read as far as it goes. An error's subject is the input or the
/// target, or a name of what is not supported or failed.
/// OpenFailed and EEXIST: the target is there and shall be kept. System and ECANCELED: STOP.
Result<Exported> exportFile(const ExportJob& job, const std::stop_token& stop, ExportMeter& meter);

}  // namespace dsproxy
