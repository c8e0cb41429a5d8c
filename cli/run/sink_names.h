// SPDX-License-Identifier: GPL-2.0-or-later
/// What can be written after --record and --to, for messages.
#pragma once

#include <string>

namespace dsproxy::cli {

/// ".raw, .wav, .mp3"
std::string knownEndings();

/// "null, stdout, wav:FILE, oss:DEVICE"
std::string knownSinks();

}  // namespace dsproxy::cli
