// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/converter.h"

#include "engine/pcm/convert.h"

#include <algorithm>

namespace dsproxy {

namespace {

/// Neither in nor out are more than 4096 frames, where one in is not more than that out.
Frames blockOf(Rate from, Rate to)
{
    constexpr std::int64_t most = 4096;
    return Frames(std::clamp<std::int64_t>(most * from.hz / to.hz, 1, most));
}

}  // namespace

Result<Converter> Converter::open(Channels channels, Rate rate, const Format& to)
{
    if (!isConvertible(to))
        return fail(ErrorCode::Unsupported, 0, to.layout().name);
    Converter converter(to, Remix(channels, to.channels()), blockOf(rate, to.rate()));
    if (rate != to.rate()) {
        auto resampler = Resampler::open(rate, to.rate(), to.channels());
        if (!resampler)
            return std::unexpected(resampler.error());
        converter.resampler_ = std::move(*resampler);
    }
    return converter;
}

Result<void> Converter::push(std::span<const double> samples, std::vector<std::byte>& out)
{
    if (!remix_.changesNothing()) {
        remix_.apply(samples, mixed_);
        samples = mixed_;
    }
    if (resampler_) {
        if (auto pushed = resampler_->push(samples, resampled_); !pushed)
            return pushed;
        samples = resampled_;
    }
    append(samples, out);
    return {};
}

Result<void> Converter::push(PcmView pcm, std::vector<std::byte>& out)
{
    const oss_format_info& layout = pcm.format.layout();
    const std::size_t count = pcm.bytes.size() / (layout.container_bits / 8);
    if (resampler_ || !remix_.changesNothing()) {
        samples_.resize(count);
        decode(layout, pcm.bytes, samples_);
        return push(samples_, out);
    }
    const std::size_t before = out.size();
    out.resize(before + count * (to_.layout().container_bits / 8));
    transcode(layout, pcm.bytes, to_.layout(), std::span(out).subspan(before));
    return {};
}

Result<void> Converter::flush(std::vector<std::byte>& out)
{
    if (!resampler_)
        return {};
    return resampler_->flush(resampled_).transform([&] { append(resampled_, out); });
}

void Converter::append(std::span<const double> samples, std::vector<std::byte>& out) const
{
    const std::size_t before = out.size();
    out.resize(before + samples.size() * (to_.layout().container_bits / 8));
    encode(to_.layout(), samples, std::span(out).subspan(before));
}

}  // namespace dsproxy
