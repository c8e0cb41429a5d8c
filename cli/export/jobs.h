// SPDX-License-Identifier: GPL-2.0-or-later
/// Which files `dsproxy export` makes.
#pragma once

#include "cli/export/options.h"
#include "engine/export/export_job.h"

#include <expected>
#include <vector>

namespace dsproxy::cli {

/// One for each input, in their order. Nothing is exported when two would become one file.
std::expected<std::vector<ExportJob>, UsageError> exportJobs(const ExportOptions& options);

}  // namespace dsproxy::cli
