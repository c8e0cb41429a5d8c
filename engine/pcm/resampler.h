// SPDX-License-Identifier: GPL-2.0-or-later
/// From one rate to another with libsoxr, in its best quality.
#pragma once

#include "engine/base/result.h"
#include "engine/base/units.h"

#include <soxr.h>

#include <memory>
#include <span>
#include <vector>

namespace dsproxy {

class Resampler {
public:
    static Result<Resampler> open(Rate from, Rate to, Channels channels);

    /// Replaces OUT by what is ready; a few milliseconds stay inside until more comes.
    Result<void> push(std::span<const double> in, std::vector<double>& out);
    /// Replaces OUT by what stayed inside, so that all in all IN * to / from frames came out,
    /// rounded to the nearest. Nothing may be pushed after it.
    Result<void> flush(std::vector<double>& out);

private:
    struct Close {
        void operator()(soxr_t resampler) const { soxr_delete(resampler); }
    };
    using Handle = std::unique_ptr<soxr, Close>;

    Resampler(Handle handle, Rate from, Rate to, Channels channels)
        : handle_(std::move(handle)), from_(from), to_(to), channels_(channels.count)
    {
    }
    Result<void> process(const double* in, std::size_t frames, std::vector<double>& out);

    Handle handle_;
    Rate from_;
    Rate to_;
    std::size_t channels_;
    std::uint64_t taken_ = 0;  ///< frames so far
    std::uint64_t made_ = 0;
};

}  // namespace dsproxy
