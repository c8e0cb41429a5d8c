// SPDX-License-Identifier: GPL-2.0-or-later
/// Samples of every linear, float and law format to double and back.
/// A double holds all of them exactly, so decode followed by encode of the same format changes
/// nothing. No dither: what comes out depends on nothing else.
#pragma once

#include "engine/pcm/format.h"

#include <cstddef>
#include <span>
#include <vector>

namespace dsproxy {

/// False for compressed formats (IMA_ADPCM, AC3), whose bytes can only be passed on.
bool isConvertible(const Format& format);

/// Fills SAMPLES from as many samples of PCM; full scale is -1 to 1.
void decode(const oss_format_info& layout, std::span<const std::byte> pcm,
            std::span<double> samples);

/// The other way: rounds to nearest, limits what is beyond full scale.
void encode(const oss_format_info& layout, std::span<const double> samples,
            std::span<std::byte> pcm);

/// Fills OUT with the samples of PCM in another layout.
void transcode(const oss_format_info& from, std::span<const std::byte> pcm,
               const oss_format_info& to, std::span<std::byte> out);

/// The same into a vector, which gets the size that it takes.
void transcode(const oss_format_info& from, std::span<const std::byte> pcm,
               const oss_format_info& to, std::vector<std::byte>& out);

}  // namespace dsproxy
