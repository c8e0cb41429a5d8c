// SPDX-License-Identifier: GPL-2.0-or-later
/// The file that the user's table of the mixer is kept in.
#pragma once

#include "engine/base/result.h"
#include "engine/mixer/oss_mixer_table.h"

namespace dsproxy {

/// No file is ALSA's own table. OpenFailed with the errno.
Result<OssMixerTable> loadMixerTable(const std::string& path);

/// Changes the rows in the file, makes it and its folders where they are missing, and returns what
/// is in it then. Several at once lose nothing; all or nothing, also when the disk is full.
Result<OssMixerTable> changeMixerTable(const std::string& path,
                                       const std::vector<OssMixerTable::Row>& rows);

}  // namespace dsproxy
