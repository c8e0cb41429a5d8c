// SPDX-License-Identifier: GPL-2.0-or-later
/// Which file becomes which, before anything is started.
#pragma once

#include "engine/export/export_job.h"

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace dsproxy {

/// The name of INPUT with the ending of KIND, in FOLDER; in the folder of INPUT when it is empty.
std::string exportPath(const std::string& input, const SinkKind& kind, const std::string& folder);

/// The first two jobs whose targets are one file, however they are written.
std::optional<std::pair<std::size_t, std::size_t>> findCollision(std::span<const ExportJob> jobs);

}  // namespace dsproxy
