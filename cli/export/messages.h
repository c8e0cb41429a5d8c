// SPDX-License-Identifier: GPL-2.0-or-later
/// What is said about an export; each is one line, without the name of the command before it.
#pragma once

#include "engine/base/result.h"
#include "engine/export/export_job.h"
#include "engine/export/export_run.h"

#include <string>

namespace dsproxy::cli {

/// "song.mp3 holds 0:03:12.40 of AFMT_S16_LE, 2 channels, 44100 Hz", and whether that is all.
std::string describe(const ExportJob& job, const Exported& exported);

/// "song.wav is not exported: song.mp3 is there already; add --force to replace it"
std::string describe(const ExportJob& job, const Error& error);

/// "3 of 20 files, 17 %, 41.3 x real time, 0:01:07 left"
std::string describe(const ExportProgress& progress, std::size_t done, std::size_t all,
                     Nanoseconds elapsed);

}  // namespace dsproxy::cli
