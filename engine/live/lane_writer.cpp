// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/lane_writer.h"

#include "engine/pcm/convert.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {
namespace {

/// Neither in nor out are more, where one in is not more than that out.
constexpr std::uint64_t blockFrames = 4096;

}  // namespace

void LaneWriter::format(const Format& format)
{
    if (format_ == format)
        return;
    flush();
    format_ = format;
    prepare();
}

void LaneWriter::enter(std::shared_ptr<Lane> lane)
{
    if (lane == lane_)
        return;
    finish();
    lane_ = std::move(lane);
    prepare();
}

void LaneWriter::prepare()
{
    remix_.reset();
    interpolator_.reset();
    if (!lane_ || !format_ || !isConvertible(*format_))
        return;
    remix_.emplace(format_->channels(), lane_->queue.channels());
    block_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(
        blockFrames * format_->rate().hz / lane_->rate.hz, 1, blockFrames));
    interpolator_.emplace(format_->rate(), lane_->rate, lane_->queue.channels());
}

void LaneWriter::push(PcmView pcm)
{
    if (!interpolator_) {
        dropped_.fetch_add(static_cast<std::uint64_t>(pcm.frames().value));
        return;
    }
    const oss_format_info& layout = pcm.format.layout();
    samples_.resize(pcm.bytes.size() / (layout.container_bits / 8));
    decode(layout, pcm.bytes, samples_);
    // One program's infinity would silence all that it is mixed with.
    if (layout.encoding == OSS_ENCODING_FLOAT)
        for (double& sample : samples_)
            sample = std::isfinite(sample) ? sample : 0;
    push(samples_);
}

void LaneWriter::push(std::span<const double> samples)
{
    const std::size_t channels = format_->channels().count;
    if (!interpolator_) {
        dropped_.fetch_add(samples.size() / channels);
        return;
    }
    interpolator_->trim(lane_->trim_ppb.load());
    while (!samples.empty()) {
        const auto block = samples.first(std::min(samples.size(), block_ * channels));
        if (lane_->queue.fill() == lane_->queue.capacity())
            dropped_.fetch_add(block.size() / channels * lane_->rate.hz / format_->rate().hz);
        else
            pushBlock(block);
        samples = samples.subspan(block.size());
    }
}

void LaneWriter::pushBlock(std::span<const double> samples)
{
    if (!remix_->changesNothing()) {
        remix_->apply(samples, mixed_);
        samples = mixed_;
    }
    ready_.clear();
    interpolator_->push(samples, ready_);
    hand(ready_);
}

void LaneWriter::finish()
{
    flush();
    if (lane_)
        lane_->left.store(true);
}

void LaneWriter::flush()
{
    if (!interpolator_)
        return;
    ready_.clear();
    interpolator_->flush(ready_);
    interpolator_.reset();
    hand(ready_);
}

void LaneWriter::hand(std::span<const double> samples)
{
    const auto all = static_cast<std::int64_t>(samples.size() / lane_->queue.channels().count);
    const Frames taken = lane_->queue.push(samples);
    dropped_.fetch_add(static_cast<std::uint64_t>(all - taken.value));
    lane_->stamp.store({static_cast<std::uint32_t>(lane_->queue.written()),
                        static_cast<std::uint32_t>(clock_() / 1000)});
}

}  // namespace dsproxy
