// SPDX-License-Identifier: GPL-2.0-or-later
/// Samples of some rate and channels on their way into a Format: mixed, resampled and encoded,
/// each only where it differs. With nothing to do the samples come out exactly as they went in.
#pragma once

#include "engine/pcm/format.h"
#include "engine/pcm/remix.h"
#include "engine/pcm/resampler.h"

#include <optional>

namespace dsproxy {

class Converter {
public:
    /// Unsupported when TO is a compressed format.
    static Result<Converter> open(Channels channels, Rate rate, const Format& to);

    const Format& to() const { return to_; }
    /// How much to push at a time, so that little memory is needed at any pair of rates.
    Frames block() const { return block_; }
    /// Appends to OUT what is ready. SAMPLES are whole frames of the channels it was opened for.
    Result<void> push(std::span<const double> samples, std::vector<std::byte>& out);
    /// The same for PCM of any convertible sample format. Only its values are converted where
    /// rate and channels agree, and nothing where all does.
    Result<void> push(PcmView pcm, std::vector<std::byte>& out);
    /// Appends to OUT what the resampler kept. Nothing may be pushed after it.
    Result<void> flush(std::vector<std::byte>& out);

private:
    Converter(const Format& to, Remix remix, Frames block)
        : to_(to), remix_(std::move(remix)), block_(block)
    {
    }
    void append(std::span<const double> samples, std::vector<std::byte>& out) const;

    Format to_;
    Remix remix_;
    Frames block_;
    std::optional<Resampler> resampler_;
    std::vector<double> samples_;
    std::vector<double> mixed_;
    std::vector<double> resampled_;
};

}  // namespace dsproxy
