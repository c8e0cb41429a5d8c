// SPDX-License-Identifier: GPL-2.0-or-later
/// How many frames a FLAC file says it holds. libFLAC writes that at the end only; we write it at
/// each checkpoint, so that a file whose end never came is a whole one, too.
#pragma once

#include "engine/pcm/format.h"

#include <array>

namespace dsproxy {

/// Where the field lies: in STREAMINFO, the first block of every FLAC file.
inline constexpr Bytes flacLengthOffset{18};

/// The field: rate, channels, BITS of a sample and, in 36 bits, TOTAL.
std::array<std::byte, 8> flacLengthField(const Format& format, unsigned bits, Frames total);

/// PCM frames in a whole block of FLAC, as its header says; 0 when that says it elsewhere, as
/// only the last block of a stream does.
Frames flacBlockFrames(std::span<const std::byte> block);

}  // namespace dsproxy
