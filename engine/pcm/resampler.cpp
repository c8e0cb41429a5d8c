// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/resampler.h"

#include <algorithm>

namespace dsproxy {
namespace {

constexpr std::size_t spareFrames = 1024;

std::unexpected<Error> soxrFailed()
{
    return fail(ErrorCode::Encoder, 0, "libsoxr");
}

}  // namespace

Result<Resampler> Resampler::open(Rate from, Rate to, Channels channels)
{
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT64_I, SOXR_FLOAT64_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0);
    soxr_error_t error = nullptr;
    Handle handle(soxr_create(from.hz, to.hz, channels.count, &error, &io, &quality, nullptr));
    if (!handle || error)
        return soxrFailed();
    return Resampler(std::move(handle), from, to, channels);
}

Result<void> Resampler::push(std::span<const double> in, std::vector<double>& out)
{
    out.clear();
    return in.empty() ? Result<void>() : process(in.data(), in.size() / channels_, out);
}

Result<void> Resampler::flush(std::vector<double>& out)
{
    const std::uint64_t before = made_;
    const std::uint64_t all = (taken_ * to_.hz + from_.hz / 2) / from_.hz;
    return process(nullptr, 0, out).transform([&] {
        out.resize(static_cast<std::size_t>(std::max(all, before) - before) * channels_);
    });
}

/// Without input soxr gives its rest, until it gives less than there is room for.
Result<void> Resampler::process(const double* in, std::size_t frames, std::vector<double>& out)
{
    const std::size_t room = frames * to_.hz / from_.hz + spareFrames;
    taken_ += frames;
    std::size_t made = 0;
    for (;;) {
        std::size_t taken = 0;
        std::size_t got = 0;
        out.resize((made + room) * channels_);
        if (soxr_process(handle_.get(), in, frames, &taken, out.data() + made * channels_, room,
                         &got))
            return soxrFailed();
        made += got;
        if (in)
            in += taken * channels_;
        frames -= taken;
        if (frames == 0 && got < room)
            break;
    }
    made_ += made;
    out.resize(made * channels_);
    return {};
}

}  // namespace dsproxy
