// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/voice.h"

#include <algorithm>
#include <cmath>

namespace dsproxy {
namespace {

/// The pump gathers events for 10 ms.
constexpr std::int64_t pumpsPerSecond = 80;
/// A stamp that is older says nothing about now: the program pauses.
constexpr std::int32_t oldStamp_us = 1'000'000;

/// A period for what the source has not shown yet, two for a pump that is late.
Frames targetOf(const DeviceShape& shape)
{
    const std::int64_t late =
        std::max(2 * shape.period.value, shape.format.rate().hz / pumpsPerSecond);
    return Frames(shape.period.value + late);
}

Frames capacityOf(const DeviceShape& shape)
{
    return Frames(std::max<std::int64_t>(shape.format.rate().hz / 4,
                                         2 * (targetOf(shape) + shape.buffer).value));
}

bool fits(const Lane& lane, const DeviceShape& shape)
{
    return lane.rate == shape.format.rate() && lane.queue.channels() == shape.format.channels() &&
           lane.queue.capacity() >= capacityOf(shape);
}

}  // namespace

void Voice::enter(const DeviceShape& shape)
{
    shape_ = shape;
    target_ = targetOf(shape);
    input_->countSkipped(Frames(std::ssize(carried_) / shape.format.channels().count));
    carried_.clear();
    carrier_.reset();
    if (lanes_.empty() || !entered_ || !fits(*lanes_.back(), shape)) {
        lanes_.push_back(std::make_shared<Lane>(shape.format.rate(), shape.format.channels(),
                                                capacityOf(shape)));
        input_->enter(lanes_.back());
    }
    entered_ = true;
    const auto samples =
        static_cast<std::size_t>(shape.buffer.value) * shape.format.channels().count;
    samples_.reserve(samples);
    ramp_.emplace(input_->volume(), shape.format.rate(), shape.format.channels());
    controller_.emplace(shape.format.rate());
    follower_.emplace(shape.format.rate(), Frames(target_.value / 2));
    playing_ = false;
    steers_ = input_->tell({0, 0, toMicroseconds(static_cast<double>(shape.period.value))});
}

void Voice::leave()
{
    if (entered_)
        input_->enter(nullptr);
    entered_ = false;
}

Frames Voice::ready() const
{
    const std::size_t channels = shape_.format.channels().count;
    const Frames carried(static_cast<std::int64_t>(carried_.size() / channels));
    return lanes_.size() == 1 ? carried + lanes_.front()->queue.fill() : carried;
}

bool Voice::silent() const
{
    if (!carried_.empty() || input_->waiting())
        return false;
    // The rest of a lane that is left is still to be taken over.
    if (lanes_.size() > 1 && lanes_.front()->left.load())
        return false;
    return std::ranges::all_of(lanes_,
                               [](const auto& lane) { return lane->queue.fill() == Frames(0); });
}

Frames Voice::take(std::span<double> samples)
{
    const std::size_t channels = shape_.format.channels().count;
    const std::size_t carried = std::min(samples.size(), carried_.size());
    std::copy_n(carried_.begin(), carried, samples.begin());
    carried_.erase(carried_.begin(), carried_.begin() + static_cast<std::ptrdiff_t>(carried));
    Frames taken(static_cast<std::int64_t>(carried / channels));
    if (lanes_.size() == 1)
        taken += lanes_.front()->queue.pop(samples.subspan(carried));
    return taken;
}

void Voice::skip(Frames frames)
{
    if (frames > Frames(0) && lanes_.size() == 1)
        input_->countSkipped(lanes_.front()->queue.skip(frames));
}

/// Takes over what lies in lanes of earlier devices.
void Voice::collect()
{
    while (lanes_.size() > 1) {
        Lane& oldest = *lanes_.front();
        const bool last = oldest.left.load();
        carry(oldest, last);
        if (!last)
            return;
        lanes_.pop_front();
        carrier_.reset();
    }
}

void Voice::carry(Lane& lane, bool last)
{
    if (!carrier_)
        carrier_ = {Remix(lane.queue.channels(), shape_.format.channels()),
                    Interpolator(lane.rate, shape_.format.rate(), shape_.format.channels())};
    std::vector<double> samples(static_cast<std::size_t>(lane.queue.fill().value) *
                                lane.queue.channels().count);
    lane.queue.pop(samples);
    carrier_->remix.apply(samples, mixed_);
    carrier_->interpolator.push(mixed_, carried_);
    if (last)
        carrier_->interpolator.flush(carried_);
}

/// A voice begins when enough has come to last, or when no more seems to come.
bool Voice::started(Frames wanted)
{
    const Frames ready = this->ready();
    if (playing_ || ready == Frames(0))
        return playing_;
    // As many as should lie before the device in the middle of a period; a pause fills up, too.
    const Lane::Stamp last = lanes_.front()->stamp.load();
    const std::uint32_t age_us = static_cast<std::uint32_t>(input_->now() / 1000) - last.time_us;
    const auto passed =
        static_cast<std::int64_t>(std::uint64_t{age_us} * shape_.format.rate().hz / 1'000'000);
    const Frames enough = target_ + wanted - Frames(shape_.period.value / 2);
    playing_ = ready + Frames(passed) >= enough || input_->ended();
    return playing_;
}

void Voice::stop(Frames missing)
{
    playing_ = false;
    silence_ = missing;
    controller_->rebase();
    follower_->rebase();
    if (!input_->ended())
        input_->countDry();
}

void Voice::mix(std::span<double> sum)
{
    collect();
    const Channels channels = shape_.format.channels();
    const Frames wanted(static_cast<std::int64_t>(sum.size() / channels.count));
    if (!started(wanted)) {
        silence_ += wanted;
        return;
    }
    samples_.resize(sum.size());
    const Frames taken = take(samples_);
    samples_.resize(static_cast<std::size_t>(taken.value) * channels.count);
    ramp_->apply(samples_);
    input_->meter().add(samples_, channels);
    for (std::size_t i = 0; i < samples_.size(); ++i)
        sum[i] += samples_[i];
    if (taken < wanted)
        stop(wanted - taken);
}

void Voice::rebase()
{
    if (!controller_)
        return;
    controller_->rebase();
    follower_->rebase();
    const Frames surplus = ready() - target_ - shape_.period;
    if (surplus > target_)
        skip(surplus);
}

std::uint32_t Voice::toMicroseconds(double frames) const
{
    return static_cast<std::uint32_t>(
        std::llround(std::max(frames, 0.0) * 1e6 / shape_.format.rate().hz));
}

void Voice::regulate(const PlaybackDevice::Position& now, double ahead)
{
    const auto delay = static_cast<double>(now.delay.value);
    if (!playing_) {
        // What was committed before the silence is still to be heard.
        keepStep(0, 0, delay - static_cast<double>(silence_.value));
        return;
    }
    if (lanes_.size() != 1 || !carried_.empty())
        return;
    const Lane& lane = *lanes_.front();
    const Lane::Stamp stamp = lane.stamp.load();
    const auto now_us = static_cast<std::uint32_t>(now.time_ns / 1000);
    const auto age_us = static_cast<std::int32_t>(now_us - stamp.time_us);
    if (stamp == seen_ || age_us > oldStamp_us)
        return;
    seen_ = stamp;
    // What lay between both sides at the moment of the stamp.
    const auto queued =
        static_cast<std::int32_t>(stamp.frames - static_cast<std::uint32_t>(lane.queue.read()));
    const double latency = queued + delay + age_us * 1e-6 * shape_.format.rate().hz;
    keepStep(latency - ahead - static_cast<double>(target_.value), now.time_ns, latency);
}

void Voice::keepStep(double excess, std::uint64_t time_ns, double latency)
{
    const std::int32_t rate =
        playing_ && steers_ ? controller_->update(excess, time_ns) : controller_->rate();
    steers_ = input_->tell(
        {rate, toMicroseconds(latency), toMicroseconds(static_cast<double>(shape_.period.value))});
    if (steers_)
        lanes_.back()->trim_ppb.store(0);
    else if (playing_)
        lanes_.back()->trim_ppb.store(follower_->update(excess, time_ns));
}

}  // namespace dsproxy
