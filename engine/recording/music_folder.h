// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the recordings of a user lie.
#pragma once

#include <string>

namespace dsproxy {

/// The folder "dsproxy" in the one that the desktop's settings name for music, or in ~/Music.
std::string musicFolder();

/// FOLDER with "~/" at its beginning replaced; the music folder where it is empty.
std::string recordingFolder(const std::string& folder);

}  // namespace dsproxy
