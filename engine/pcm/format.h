// SPDX-License-Identifier: GPL-2.0-or-later
/// The format of a stream, and the only place where frames, bytes and time turn into each other.
#pragma once

#include "engine/base/units.h"
#include "oss/abi.h"
#include "oss/format.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace dsproxy {

/// AFMT, channels and rate of a stream. A value; valid when the AFMT is one that oss/ knows.
class Format {
public:
    constexpr Format() = default;
    constexpr explicit Format(const oss_params& params) : params_(params) {}
    constexpr Format(std::uint32_t afmt, Channels channels, Rate rate)
        : params_{afmt, channels.count, rate.hz}
    {
    }

    std::uint32_t afmt() const { return params_.afmt; }
    Channels channels() const { return Channels{params_.channels}; }
    Rate rate() const { return Rate{params_.rate}; }
    const oss_params& params() const { return params_; }
    /// How a sample lies in memory. Never null for a valid format.
    const oss_format_info& layout() const { return *oss_format_find(params_.afmt); }

    Bytes frameBytes() const { return Bytes(oss_frame_bytes(&params_)); }
    Bytes bytes(Frames frames) const { return Bytes(frames.value * frameBytes().value); }
    /// Whole frames in so many bytes; a split frame at the end does not count.
    Frames frames(Bytes bytes) const { return Frames(bytes.value / frameBytes().value); }
    /// Playing time, exact to the nanosecond, rounded down; no overflow within 2^63 ns.
    Nanoseconds duration(Frames frames) const;
    /// Whole frames that play within so long a time.
    Frames frames(Nanoseconds time) const;

    bool operator==(const Format& other) const
    {
        return params_.afmt == other.params_.afmt && params_.channels == other.params_.channels &&
               params_.rate == other.params_.rate;
    }

private:
    oss_params params_{AFMT_U8, 1, 8000};
};

/// Interleaved PCM: whole frames of a format. Does not own the bytes.
struct PcmView {
    Format format;
    std::span<const std::byte> bytes;

    Frames frames() const { return format.frames(Bytes(static_cast<std::int64_t>(bytes.size()))); }
    /// Takes FRAMES, or all that is left, off the front.
    PcmView take(Frames frames)
    {
        const auto size =
            std::min(static_cast<std::size_t>(format.bytes(frames).value), bytes.size());
        const PcmView taken{format, bytes.first(size)};
        bytes = bytes.subspan(size);
        return taken;
    }
};

}  // namespace dsproxy
