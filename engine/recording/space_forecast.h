// SPDX-License-Identifier: GPL-2.0-or-later
/// For how long the disk will do.
#pragma once

#include "engine/base/result.h"
#include "engine/base/units.h"

#include <optional>
#include <span>
#include <string>

namespace dsproxy {

/// What a file has become in so much recorded time.
struct FileGrowth {
    Bytes bytes;
    Nanoseconds length;
};

/// Of all files together, which grow at once. Files without length count nothing.
double bytesPerSecond(std::span<const FileGrowth> files);

/// None where nothing grows. Never more than 292 years.
std::optional<Nanoseconds> timeLeft(Bytes free, double bytes_per_second);

/// What the user may still write in FOLDER, or in the nearest folder above that is there.
Result<Bytes> freeSpace(const std::string& folder);

}  // namespace dsproxy
