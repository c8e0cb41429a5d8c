// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/mix_input.h"

#include <algorithm>

namespace dsproxy {
namespace {

/// Until the device says how often it wants frames.
constexpr Steering firstSteering{0, 0, 10'000};

/// Kept while a device is being opened: a quarter of a second.
std::shared_ptr<Lane> firstLane(const Format& format)
{
    const std::int64_t frames = std::max<std::int64_t>(format.rate().hz / 4, 1024);
    return std::make_shared<Lane>(format.rate(), format.channels(), Frames(frames));
}

}  // namespace

MixInput::MixInput(StreamFacts facts, std::shared_ptr<Stream> steered, std::shared_ptr<Wake> wake,
                   Clock clock)
    : facts_(std::move(facts)), wake_(std::move(wake)), clock_(clock), writer_(clock)
{
    steer(std::move(steered));
}

void MixInput::steer(std::shared_ptr<Stream> stream)
{
    const std::lock_guard lock(mutex_);
    if (steered_)
        steered_->steer({});
    steered_ = std::move(stream);
    if (steered_)
        steered_->steer(firstSteering);
}

bool MixInput::tell(const Steering& steering)
{
    const std::lock_guard lock(mutex_);
    if (steered_)
        steered_->steer(steering);
    return steered_ != nullptr;
}

std::optional<Format> MixInput::wanted() const
{
    const std::lock_guard lock(mutex_);
    return wanted_;
}

std::shared_ptr<Lane> MixInput::lane() const
{
    const std::lock_guard lock(mutex_);
    return lane_;
}

std::shared_ptr<Lane> MixInput::replace(std::shared_ptr<Lane> lane)
{
    const std::lock_guard lock(mutex_);
    // Nobody will write into these.
    if (ended_.load())
        lane->left.store(true);
    if (lane_ && replaced_.load())
        lane_->left.store(true);
    replaced_.store(true);
    return std::exchange(lane_, std::move(lane));
}

/// The pump's thread: goes where the sink has said.
void MixInput::follow()
{
    if (!replaced_.load())
        return;
    const std::lock_guard lock(mutex_);
    replaced_.store(false);
    writer_.enter(lane_);
}

void MixInput::format(const Format& format)
{
    follow();
    writer_.format(format);
    {
        const std::lock_guard lock(mutex_);
        wanted_ = format;
        if (!lane_) {
            lane_ = firstLane(format);
            replaced_.store(true);
        }
    }
    follow();
    wake_->ring();
}

void MixInput::pcm(PcmView pcm)
{
    follow();
    writer_.push(pcm);
    wake_->ringAsleep();
}

void MixInput::end()
{
    steer(nullptr);
    {
        const std::lock_guard lock(mutex_);
        if (replaced_.exchange(false))
            writer_.enter(lane_);
        writer_.finish();
        ended_.store(true);
    }
    wake_->ring();
}

}  // namespace dsproxy
